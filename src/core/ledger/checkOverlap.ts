import { equalBytes } from "../bytes.ts";
import { bad, type LogFault, type LogFolder } from "./logFolder.ts";
import { readBundle, readTile } from "./logTiles.ts";
import { perfectRoot } from "./subtree.ts";
import { type BundlePlace, TILE_WIDTH, type TilePlace, toTilePath } from "./tile.ts";
import { HASH, hashAt, type TreeHash } from "./treeHash.ts";

/** The signed part of a tile that is smaller or larger than the signed one. */
async function checkTileOverlap(
  hash: TreeHash,
  folder: LogFolder,
  place: TilePlace,
  signed: number,
): Promise<LogFault | undefined> {
  const path = toTilePath(place);
  const tile = await readTile(folder, place);
  if (!tile.ok) return tile.fault;
  const shared = Math.min(signed, place.width);
  if (shared > 0) {
    const known = await readTile(folder, { ...place, width: signed });
    if (!known.ok) return known.fault;
    const [a, b] = [tile.value, known.value].map((one) => one.subarray(0, shared * HASH));
    if (a && b && !equalBytes(a, b)) return bad(path, "is not what was signed").fault;
  }
  for (let i = shared; i < place.width; i++) {
    const below = await hashBelow(hash, folder, place, i);
    if (below && !equalBytes(below, hashAt(tile.value, i))) {
      return bad(path, "is beyond what was signed, and does not fit what lies below it").fault;
    }
  }
  return undefined;
}

/** Made from the entry or tile below; `undefined` when that is not there. */
async function hashBelow(hash: TreeHash, folder: LogFolder, place: TilePlace, i: number) {
  if (place.level === 0) {
    const bundle = await readBundle(folder, { ...place, level: "entries" });
    const entry = bundle.ok ? bundle.value.entries[i] : undefined;
    return entry && hash.leaf(entry);
  }
  const index = place.index * TILE_WIDTH + i;
  const tile = await readTile(folder, { level: place.level - 1, index, width: TILE_WIDTH });
  return tile.ok ? perfectRoot(hash, tile.value) : undefined;
}

async function checkBundleOverlap(
  hash: TreeHash,
  folder: LogFolder,
  place: BundlePlace,
  signed: number,
): Promise<LogFault | undefined> {
  const bundle = await readBundle(folder, place);
  if (!bundle.ok) return bundle.fault;
  const shared = Math.min(signed, place.width);
  // Beyond what is signed only the tile of the same width can tell.
  const width = shared < place.width ? place.width : signed;
  const tile = await readTile(folder, { ...place, level: 0, width });
  if (!tile.ok) return shared < place.width ? undefined : tile.fault;
  const wrong = bundle.value.entries.findIndex(
    (entry, i) => !equalBytes(hash.leaf(entry), hashAt(tile.value, i)),
  );
  if (wrong < 0) return undefined;
  const message = wrong < shared ? "is not the entry that was signed" : "does not fit its tile";
  return bad(toTilePath(place), message, place.index * TILE_WIDTH + wrong).fault;
}

/**
 * Compares a tile or bundle with the signed part of it (its first `signed` hashes or entries), and what it has beyond
 * that with whatever else in the folder tells the same.
 */
export const checkOverlap = async (
  hash: TreeHash,
  folder: LogFolder,
  place: TilePlace | BundlePlace,
  signed: number,
): Promise<LogFault | undefined> =>
  place.level === "entries"
    ? await checkBundleOverlap(hash, folder, place, signed)
    : await checkTileOverlap(hash, folder, place, signed);
