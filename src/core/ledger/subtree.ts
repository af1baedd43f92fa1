import { TILE_WIDTH } from "./tile.ts";
import { HASH, hashAt, type TreeHash } from "./treeHash.ts";

/** Consecutive leaves `from` ≤ i < `to`, such as RFC 6962 takes the Merkle tree hash of. */
export type Range = { readonly from: number; readonly to: number };

/** Where a hash tile stands, whatever its width. */
export type TileKey = { readonly level: number; readonly index: number };

/** The hashes of a tile; at least as many as the range asked for needs. */
export type TileReader = (tile: TileKey) => Uint8Array;

/** Part of a tile: `count` hashes, a power of two, that make a perfect subtree. */
type Slice = { readonly tile: TileKey; readonly position: number; readonly count: number };

/** Of the largest perfect tree with at most `n` leaves (n ≥ 1). */
export function heightOf(n: number): number {
  const height = Math.floor(Math.log2(n));
  return 2 ** height > n ? height - 1 : height; // log2 rounds up just below large powers
}

/** Root of a perfect tree of `count` hashes (a power of two), beginning at `position`. */
export function perfectRoot(
  hash: TreeHash,
  hashes: Uint8Array,
  position = 0,
  count = hashes.length / HASH,
): Uint8Array {
  if (count === 1) return hashAt(hashes, position);
  const half = count / 2;
  return hash.node(
    perfectRoot(hash, hashes, position, half),
    perfectRoot(hash, hashes, position + half, half),
  );
}

/** The perfect subtrees of a range, left to right. `from` must be a multiple of the first one's size. */
function slicesOf({ from, to }: Range): Slice[] {
  const slices: Slice[] = [];
  for (let at = from; at < to; ) {
    const height = heightOf(to - at);
    const level = Math.floor(height / 8);
    const first = at / TILE_WIDTH ** level;
    slices.push({
      tile: { level, index: Math.floor(first / TILE_WIDTH) },
      position: first % TILE_WIDTH,
      count: 2 ** (height % 8),
    });
    at += 2 ** height;
  }
  return slices;
}

/** The tiles from which the hashes of these ranges are made, each once. */
export function tilesOf(ranges: readonly Range[]): TileKey[] {
  const tiles = ranges.flatMap(slicesOf).map(({ tile }) => tile);
  return [...new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()];
}

/** Merkle tree hash of a range that is not empty. */
export function rangeRoot(hash: TreeHash, range: Range, read: TileReader): Uint8Array {
  const roots = slicesOf(range).map(({ tile, position, count }) =>
    perfectRoot(hash, read(tile), position, count),
  );
  return roots.reduceRight((right, left) => hash.node(left, right));
}

/** Root of the tree of the first `size` leaves. */
export const treeRoot = (hash: TreeHash, size: number, read: TileReader): Uint8Array =>
  size === 0 ? hash.empty() : rangeRoot(hash, { from: 0, to: size }, read);
