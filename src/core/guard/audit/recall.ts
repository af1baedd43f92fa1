import type { Parts } from "../evaluateParts.ts";
import { cut, type GuardRecord, valueMacOf } from "./guardRecord.ts";
import { macHex } from "./mac.ts";

/** Keys are found in any case of letters. */
export const keyMacOf = (key: Uint8Array, text: string): string =>
  macHex(key, "key", text.toLowerCase());

/** The values a message was let carry, as they stand in its text; only those that the record knows by their HMAC. */
export const recallCarried = (key: Uint8Array, record: GuardRecord, parts: Parts): string[] =>
  record.carried.flatMap(({ part, start, end, valueMac }) => {
    const value = cut(parts[part] ?? "", start, end);
    return valueMacOf(key, value) === valueMac ? [value] : [];
  });

/** The keys of cases under embargo that were looked for, among the words of the text: the record has but their HMACs. */
export function recallKeys(
  key: Uint8Array,
  record: GuardRecord,
  words: Iterable<string>,
): { readonly caseId: string; readonly keys: readonly string[]; readonly texts: boolean }[] {
  const byMac = new Map<string, string>();
  for (const word of words) byMac.set(keyMacOf(key, word), word);
  return record.policy.keys.map(({ caseId, macs, texts }) => ({
    caseId,
    texts,
    keys: macs.flatMap((mac) => byMac.get(mac) ?? []),
  }));
}
