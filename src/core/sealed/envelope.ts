import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64 } from "../base64.ts";
import { concatBytes, equalBytes, fromUtf8, utf8 } from "../bytes.ts";
import { scriptCipher } from "./cipher.ts";

/**
 * Who can open a payload: the header of an age file (https://c2sp.org/age#header), which wraps the file key for each
 * recipient, and the nonce of the payload. Envelope and payload, one after the other, are an age file. The nonce never changes;
 * stanzas may be added and left out by whoever holds the file key.
 */
export type Envelope = {
  /** Each with its newlines; they do not tell whose they are. */
  readonly stanzas: readonly string[];
  readonly nonce: Uint8Array;
};

export const NONCE = 16;
/** In bytes: some 600 recipients. */
export const ENVELOPE_LIMIT = 65_536;

const VERSION = "age-encryption.org/v1\n";
const FORM =
  /^age-encryption\.org\/v1\n((?:-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n)+)--- [A-Za-z0-9+/]{43}\n$/;

const unpadded = (bytes: Uint8Array): string => toBase64(bytes).replace(/=+$/, "");

/** A stanza for one recipient. `ephemeral` is 32 bytes of chance, used once. */
export function wrapFileKey(
  fileKey: Uint8Array,
  recipient: Uint8Array,
  ephemeral: Uint8Array,
): string {
  const share = x25519.getPublicKey(ephemeral);
  const secret = x25519.getSharedSecret(ephemeral, recipient);
  const salt = concatBytes(share, recipient);
  const key = hkdf(sha256, secret, salt, utf8("age-encryption.org/v1/X25519"), 32);
  const body = new Uint8Array(fileKey.length + 16);
  scriptCipher(key).seal(new Uint8Array(12), fileKey, body);
  return `-> X25519 ${unpadded(share)}\n${unpadded(body)}\n`;
}

export function toEnvelope({ stanzas, nonce }: Envelope, fileKey: Uint8Array): Uint8Array {
  const unsigned = utf8(`${VERSION}${stanzas.join("")}---`);
  const key = hkdf(sha256, fileKey, undefined, utf8("header"), 32);
  const mac = hmac(sha256, key, unsigned);
  return concatBytes(unsigned, utf8(` ${unpadded(mac)}\n`), nonce);
}

/** `undefined` where it is no envelope of ours. Whether its stanzas wrap anything, only their recipients can tell. */
export function readEnvelope(bytes: Uint8Array): Envelope | undefined {
  if (bytes.length > ENVELOPE_LIMIT) return undefined;
  const text = fromUtf8(bytes.subarray(0, -NONCE));
  const [, body] = (text && FORM.exec(text)) || [];
  if (body === undefined) return undefined;
  return { stanzas: body.match(/->[^>]+\n/g) ?? [], nonce: bytes.slice(-NONCE) };
}

/** Length of the envelope that an age file begins with; `undefined` where the file is none, or its first bytes are too few. */
export function envelopeLength(start: Uint8Array): number | undefined {
  const limit = Math.min(start.length, ENVELOPE_LIMIT);
  let line = "";
  for (let at = 0; at < limit; at++) {
    line += String.fromCharCode(start[at] ?? 0);
    if (!line.endsWith("\n")) continue;
    if (line.startsWith("--- ")) return at + 1 + NONCE <= limit ? at + 1 + NONCE : undefined;
    line = "";
  }
  return undefined;
}

/** Whether `next` opens the same payload: another nonce would make it unreadable for everybody. */
export const isRewrap = (previous: Envelope, next: Envelope): boolean =>
  equalBytes(previous.nonce, next.nonce);

/** The file key; `undefined` where no identity opens the envelope, or where it was changed by somebody without the key. */
export async function openEnvelope(
  bytes: Uint8Array,
  identities: readonly string[],
): Promise<Uint8Array | undefined> {
  // Loaded when something is opened: it brings curves that sealing has no use for.
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
    return await decrypter.decryptHeader(bytes.slice(0, -NONCE));
  } catch {
    return undefined;
  }
}
