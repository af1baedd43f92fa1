import { x25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bech32 } from "@scure/base";
import type { Problem } from "../problem.ts";

/** Who can open a sealed thing: a name for people, and an age X25519 recipient, `age1…`. */
export type Recipient = { readonly name: string; readonly key: string };

/** Any scalar will do: only points of low order make the shared secret zero, and noble throws then. */
const PROBE = new Uint8Array(32).fill(1);

/** The 32 bytes of a public key; `undefined` where it is none, or one that everybody could open. */
export function parseRecipientKey(text: string): Uint8Array | undefined {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    if (!text.startsWith("age1") || prefix !== "age" || bytes.length !== 32) return undefined;
    x25519.getSharedSecret(PROBE, bytes);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Five groups of four hex digits of the key's SHA-256: to be compared by eye or by telephone. */
export function toFingerprint(key: Uint8Array): string {
  const hex = [...sha256(key).subarray(0, 10)].map((byte) => byte.toString(16).padStart(2, "0"));
  return (hex.join("").match(/.{4}/g) ?? []).join(" ");
}

/** `NAME=age1…`; a name may hold blanks and "=". */
export function parseRecipient(text: string): Recipient | undefined {
  const cut = text.lastIndexOf("=");
  const [name, key] = [text.slice(0, Math.max(0, cut)).trim(), text.slice(cut + 1).trim()];
  if (name === "" || name.length > 200 || parseRecipientKey(key) === undefined) return undefined;
  return { name, key };
}

/** A file of them, one a line; empty lines and those that begin with # are left out. */
export function parseRecipientFile(text: string): {
  readonly recipients: readonly Recipient[];
  readonly problems: readonly Problem[];
} {
  const recipients: Recipient[] = [];
  const problems: Problem[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const recipient = parseRecipient(line);
    if (recipient) recipients.push(recipient);
    else
      problems.push({
        rule: "recipient/form",
        pointer: `/line/${index + 1}`,
        message: "This is no recipient. Write NAME=age1… with a public key of age (X25519).",
      });
  }
  return { recipients, problems };
}
