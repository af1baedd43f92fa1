import { parseRecipientKey, toFingerprint } from "#core/sealed/recipient.ts";

export type Purpose = "seal" | "sign";

function bytesOf(purpose: Purpose, text: string): Uint8Array | undefined {
  if (purpose === "seal") return parseRecipientKey(text);
  const pairs = /^([0-9a-f]{2}){32}$/.test(text) ? text.match(/../g) : null;
  return pairs ? Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) : undefined;
}

/** Fingerprint of a public key, as people compare it: age X25519 to seal to, Ed25519 in hexadecimal to verify by; else `undefined`. */
export function publicFingerprint(purpose: Purpose, text: string): string | undefined {
  const bytes = bytesOf(purpose, text);
  return bytes && toFingerprint(bytes);
}

/** What is wrong with a public key that somebody typed in; a private one is named as such, because it must not be sent. */
export function publicKeyFault(purpose: Purpose, text: string): string | undefined {
  if (/AGE-SECRET-KEY-|PRIVATE KEY/i.test(text))
    return "This is a private key. Keep it to yourself; only its public half goes here.";
  if (publicFingerprint(purpose, text) !== undefined) return undefined;
  return purpose === "seal"
    ? "A public key to seal to begins with age1 (X25519)."
    : "A public key to sign with has 64 hexadecimal digits, in small letters (Ed25519).";
}
