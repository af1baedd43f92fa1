import { fromBase64, toBase64 } from "../base64.ts";
import { concatBytes, utf8 } from "../bytes.ts";
import type { Sha256 } from "./treeHash.ts";

/** Signature type of plain Ed25519 in C2SP signed-note. */
const ED25519 = 1;
/** More signatures than a note of ours, or one that witnesses signed, ever has. */
const MOST_SIGNATURES = 100;

/** A key by name and id, as signature lines name it (C2SP signed-note). */
export type NoteKey = { readonly name: string; readonly id: number };
export type NoteSigner = NoteKey & { readonly sign: (message: Uint8Array) => Uint8Array };
export type NoteVerifier = NoteKey & {
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
};

export type NoteSignature = NoteKey & { readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A public key with its name, written `<name>+<key id in hex>+<base64 of type and key>`. */
export type VerifierKey = NoteKey & { readonly publicKey: Uint8Array };

const toUint32 = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);

function fromUint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const isKeyName = (name: string): boolean => /^[^\s+]+$/u.test(name);

/** Key id of an Ed25519 public key (32 bytes) under a name. */
export const toKeyId = (sha256: Sha256, name: string, publicKey: Uint8Array): number =>
  toUint32(sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)));

export const toVerifierKey = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${id.toString(16).padStart(8, "0")}+${toBase64(concatBytes(Uint8Array.of(ED25519), publicKey))}`;

/** `undefined` unless it is an Ed25519 key whose id belongs to its name and bytes. */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey | undefined {
  const [, name = "", hex = "", base64 = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const key = fromBase64(base64);
  if (!isKeyName(name) || key?.length !== 33 || key[0] !== ED25519) return undefined;
  const publicKey = key.subarray(1);
  const id = Number.parseInt(hex, 16);
  return id === toKeyId(sha256, name, publicKey) ? { name, id, publicKey } : undefined;
}

const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = "", base64 = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: toUint32(bytes), signature: bytes.subarray(4) };
}

/** `undefined` when it is no signed note: text, an empty line, one or more signature lines, each ended by a newline. */
export function parseNote(note: string): Note | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.endsWith("\n")) return undefined;
  const split = note.lastIndexOf("\n\n");
  if (split < 0) return undefined;
  const lines = note.slice(split + 2, -1).split("\n");
  const signatures = lines.map(parseSignature).filter((one) => one !== undefined);
  if (signatures.length !== lines.length || lines.length > MOST_SIGNATURES) return undefined;
  return { text: note.slice(0, split + 1), signatures };
}

/** The text must end in a newline. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith("\n")) throw new TypeError("The text of a note ends in a newline.");
  const lines = signers.map(({ name, id, sign }) => {
    const signature = concatBytes(fromUint32(id), sign(utf8(text)));
    return `— ${name} ${toBase64(signature)}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

/**
 * Those of the keys that signed the note, when at least one did and no signature by any of them is wrong. Signatures
 * by other keys are not looked at, as the specification wants.
 */
export function signersOf(
  note: Note,
  verifiers: readonly NoteVerifier[],
): readonly NoteKey[] | undefined {
  const message = utf8(note.text);
  const signers: NoteKey[] = [];
  for (const { name, id, signature } of note.signatures) {
    const verifier = verifiers.find((one) => one.name === name && one.id === id);
    if (verifier && !verifier.verify(message, signature)) return undefined;
    if (verifier) signers.push({ name, id });
  }
  return signers.length > 0 ? signers : undefined;
}
