import { x25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";

/** A private key of age, `AGE-SECRET-KEY-1…` (X25519). */
const PREFIX = "AGE-SECRET-KEY-";

/** From 32 bytes that nobody else knows. */
export const toIdentity = (scalar: Uint8Array): string =>
  bech32.encodeFromBytes(PREFIX, scalar).toUpperCase();

function scalarOf(identity: string): Uint8Array | undefined {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(identity);
    return prefix.toUpperCase() === PREFIX && bytes.length === 32 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The public part of an identity, `age1…`; `undefined` where the text is no identity. */
export function toRecipientKey(identity: string): string | undefined {
  const scalar = scalarOf(identity);
  return scalar && bech32.encodeFromBytes("age", x25519.getPublicKey(scalar));
}

/** The identities of a key file as `age-keygen` writes it, one a line; `undefined` where another line is in it, or none. */
export function parseIdentityFile(text: string): readonly string[] | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const isKeyFile = identities.length > 0 && identities.every((line) => scalarOf(line));
  return isKeyFile ? identities : undefined;
}

/** What the person keeps: `age-keygen`'s own form, so that age opens with it too. */
export const toIdentityFile = (identity: string, createdAt: Date): string =>
  [
    `# created: ${createdAt.toISOString()}`,
    `# public key: ${toRecipientKey(identity) ?? ""}`,
    identity,
    "",
  ].join("\n");
