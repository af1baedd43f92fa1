import { LARGEST_BUNDLE, parseBundle } from "./bundle.ts";
import { bad, type Checked, type LogFolder } from "./logFolder.ts";
import type { TileKey } from "./subtree.ts";
import { type BundlePlace, hashesAt, TILE_WIDTH, type TilePlace, toTilePath } from "./tile.ts";
import { HASH } from "./treeHash.ts";

/** Hashes that a tile has in a tree of `size` leaves. */
export const widthOf = ({ level, index }: TileKey, size: number): number =>
  Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH);

/** A log may drop a partial tile once the full one is there. */
async function readPlace(folder: LogFolder, place: TilePlace | BundlePlace, limit: number) {
  const path = toTilePath(place);
  const exact = await folder.read(path, limit);
  if (exact || place.width === TILE_WIDTH) return { path, bytes: exact, isExact: true };
  const full = toTilePath({ ...place, width: TILE_WIDTH });
  const bytes = await folder.read(full, limit);
  return { path: bytes ? full : path, bytes, isExact: false };
}

const missing = (path: string) => bad(path, "is missing");

/** The hashes of a tile as it is in a tree of some size; their number is right, the hashes are not looked at. */
export async function readTile(folder: LogFolder, place: TilePlace): Promise<Checked<Uint8Array>> {
  const { path, bytes, isExact } = await readPlace(folder, place, TILE_WIDTH * HASH);
  if (!bytes) return missing(path);
  const expected = HASH * (isExact ? place.width : TILE_WIDTH);
  if (bytes.length !== expected) return bad(path, `has not ${expected} bytes`);
  return { ok: true, value: bytes.subarray(0, HASH * place.width) };
}

/** Entries of a bundle, as many as its place says. */
export type Bundle = { readonly path: string; readonly entries: readonly Uint8Array[] };

export async function readBundle(folder: LogFolder, place: BundlePlace): Promise<Checked<Bundle>> {
  const { path, bytes, isExact } = await readPlace(folder, place, LARGEST_BUNDLE);
  if (!bytes) return missing(path);
  const { entries, cutAt } = parseBundle(bytes);
  const expected = isExact ? place.width : TILE_WIDTH;
  const first = place.index * TILE_WIDTH;
  if (cutAt !== undefined && cutAt < expected)
    return bad(path, "ends inside an entry", first + cutAt);
  if (cutAt !== undefined || entries.length !== expected) {
    return bad(path, `holds ${entries.length} entries, not ${expected}`);
  }
  return { ok: true, value: { path, entries: entries.slice(0, place.width) } };
}
