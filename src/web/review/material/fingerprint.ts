import { parseRecipientKey, toFingerprint } from "#core/sealed/recipient.ts";

/** To check that a key is none takes a millisecond, and a page shows the same keys again and again. */
const known = new Map<string, string>();

/** Five groups of four digits, to be compared by eye or by telephone; of text that is no key, a word that says so. */
export function fingerprintOf(key: string): string {
  const before = known.get(key);
  if (before !== undefined) return before;
  const bytes = parseRecipientKey(key);
  const fingerprint = bytes ? toFingerprint(bytes) : "no key";
  known.set(key, fingerprint);
  return fingerprint;
}
