import { TILE_WIDTH } from "./tile.ts";
import { HASH, hashAt, type TreeHash } from "./treeHash.ts";

/** A tile spans 8 levels of the tree: 2^8 hashes. */
const TILE_HEIGHT = 8;

/** Consecutive leaves `from` ≤ i < `to`, such as RFC 6962 takes the Merkle tree hash of. */
export type Range = { readonly from: number; readonly to: number };

/** Where a hash tile stands, whatever its width. */
export type TileKey = { readonly level: number; readonly index: number };

/** The hashes of a tile; at least as many as the range asked for needs. */
export type TileReader = (tile: TileKey) => Uint8Array;

/** A perfect subtree: leaves `index` · 2^`height` and on, 2^`height` of them. Once it is full it never changes. */
export type Subtree = { readonly height: number; readonly index: number };

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
export function subtreesOf({ from, to }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to; ) {
    const height = heightOf(to - at);
    subtrees.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return subtrees;
}

/** The tile that holds, among others, the hashes that a subtree is made of. */
export function tileOf({ height, index }: Subtree): TileKey {
  const level = Math.floor(height / TILE_HEIGHT);
  return { level, index: Math.floor((index * 2 ** (height % TILE_HEIGHT)) / TILE_WIDTH) };
}

export function subtreeRoot(hash: TreeHash, subtree: Subtree, read: TileReader): Uint8Array {
  const count = 2 ** (subtree.height % TILE_HEIGHT);
  return perfectRoot(hash, read(tileOf(subtree)), (subtree.index * count) % TILE_WIDTH, count);
}

/** The tiles from which these subtrees are made, each once. */
export function tilesOf(subtrees: readonly Subtree[]): TileKey[] {
  const tiles = subtrees.map(tileOf);
  return [...new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()];
}

function parentsOf(hash: TreeHash, roots: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let i = 0; i + 1 < roots.length; i += 2) {
    const [left, right] = roots.slice(i, i + 2);
    if (left && right) parents.push(hash.node(left, right));
  }
  return parents;
}

/** Every perfect subtree that is made of the hashes of this tile, with its root. */
export function* subtreesIn(
  hash: TreeHash,
  { level, index }: TileKey,
  hashes: Uint8Array,
): Generator<readonly [Subtree, Uint8Array]> {
  let roots = Array.from({ length: hashes.length / HASH }, (_, i) => hashAt(hashes, i));
  for (let up = 0; up < TILE_HEIGHT && roots.length > 0; up++) {
    const first = (index * TILE_WIDTH) / 2 ** up;
    for (const [i, root] of roots.entries()) {
      yield [{ height: level * TILE_HEIGHT + up, index: first + i }, root];
    }
    roots = parentsOf(hash, roots);
  }
}

/** Merkle tree hash of a range that is not empty. */
export const rangeRoot = (
  hash: TreeHash,
  range: Range,
  rootOf: (subtree: Subtree) => Uint8Array,
): Uint8Array =>
  subtreesOf(range)
    .map(rootOf)
    .reduceRight((right, left) => hash.node(left, right));

/** Root of the tree of the first `size` leaves. */
export const treeRoot = (hash: TreeHash, size: number, read: TileReader): Uint8Array =>
  size === 0
    ? hash.empty()
    : rangeRoot(hash, { from: 0, to: size }, (one) => subtreeRoot(hash, one, read));
