import { TILE_WIDTH } from "./tile.ts";

const LONGEST = 0xffff;
/** More than any bundle of 256 entries can have. */
export const LARGEST_BUNDLE = TILE_WIDTH * (2 + LONGEST);

/** Entries as tlog-tiles bundles them, each behind its length in two bytes. Throws on one over 65,535 bytes. */
export function toBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > LONGEST) throw new RangeError(`An entry has ${entry.length} bytes.`);
    bundle[at] = entry.length >> 8;
    bundle[at + 1] = entry.length & 0xff;
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** `cutAt` is the first entry that is not whole, when the bytes end inside one. */
export type ParsedBundle = {
  readonly entries: readonly Uint8Array[];
  readonly cutAt: number | undefined;
};

export function parseBundle(bundle: Uint8Array): ParsedBundle {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return { entries, cutAt: entries.length };
    const end = at + 2 + ((high << 8) | low);
    if (end > bundle.length) return { entries, cutAt: entries.length };
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return { entries, cutAt: undefined };
}
