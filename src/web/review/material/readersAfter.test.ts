import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reader, ReaderParty } from "./readers.ts";
import { readersAfter } from "./readersAfter.ts";

const KEYS = ["a", "b", "c", "d", "gone"];
const reader = (key: string): Reader => ({
  personId: `p-${key}`,
  name: `N. ${key}`,
  partyId: "party",
  party: "Model Test Bureau",
  key,
  fingerprint: key,
  holder: "file",
  why: key === "d" ? "has stepped back from this review" : undefined,
});
const parties: readonly ReaderParty[] = [
  { party: "Model Test Bureau", readers: ["a", "b", "c", "d"].map(reader), keyless: [] },
];
const before = fc.subarray(KEYS).map((keys) => keys.map((key) => ({ name: `N. ${key}`, key })));
const chosen = fc.subarray(KEYS);
const keysOf = (some: readonly { readonly key: string }[]) => some.map(({ key }) => key).sort();

test("a sender's choice is what holds; nobody who may not be sealed to is added", () => {
  fc.assert(
    fc.property(before, chosen, (now, keys) => {
      const change = readersAfter({ parties, before: now, chosen: keys, isSender: true });
      const wanted = keys.filter(
        (key) => keysOf(now).includes(key) || !["d", "gone"].includes(key),
      );
      expect(keysOf(change.after)).toEqual([...wanted].sort());
      expect(keysOf(change.taken)).toEqual(keysOf(now).filter((key) => !wanted.includes(key)));
    }),
  );
});

test("who is no sender takes nobody away, whatever is chosen", () => {
  fc.assert(
    fc.property(before, chosen, (now, keys) => {
      const change = readersAfter({ parties, before: now, chosen: keys, isSender: false });
      expect(change.taken).toEqual([]);
      expect(keysOf(change.after)).toEqual(expect.arrayContaining(keysOf(now)));
      expect(change.after).toHaveLength(now.length + change.added.length);
    }),
  );
});

test("each key stands there once", () => {
  fc.assert(
    fc.property(before, chosen, fc.boolean(), (now, keys, isSender) => {
      const after = keysOf(readersAfter({ parties, before: now, chosen: keys, isSender }).after);
      expect(new Set(after).size).toBe(after.length);
    }),
  );
});
