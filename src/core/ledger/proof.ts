import { equalBytes } from "../bytes.ts";
import { heightOf, type Range, rangeRoot, type Subtree } from "./subtree.ts";
import type { TreeHash } from "./treeHash.ts";

/** The largest power of two below `n` (n ≥ 2), where RFC 6962 splits a tree of n leaves. */
const splitOf = (n: number): number => 2 ** heightOf(n - 1);

/** Whose hashes the inclusion proof of leaf `index` in a tree of `size` leaves lists, lowest first (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** Whose hashes the proof lists that the tree of `older` leaves begins the tree of `newer` (RFC 6962, 2.1.2). */
export function consistencyRanges(older: number, newer: number): Range[] {
  if (older === 0 || older >= newer) return [];
  const path: Range[] = [];
  let [from, to] = [0, newer];
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  // Whoever asks knows the root of the older tree; a subtree of it must be named.
  if (from > 0) path.push({ from, to });
  return path.reverse();
}

/** The hashes of a proof. `rootOf` knows the hash of every perfect subtree that the ranges are made of. */
export const toProof = (
  hash: TreeHash,
  ranges: readonly Range[],
  rootOf: (subtree: Subtree) => Uint8Array,
): Uint8Array[] => ranges.map((range) => rangeRoot(hash, range, rootOf));

type Side = "left" | "right";

const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

/**
 * On which side each sibling of a path stands that climbs from node `place`, on a level whose last node is `last`, to
 * the root (RFC 9162, 2.1.3.2). `undefined` when a path from there has another length.
 */
function climb(from: number, to: number, length: number): Side[] | undefined {
  const sides: Side[] = [];
  let [place, last] = [from, to];
  while (sides.length < length) {
    if (last === 0) return undefined;
    const isLeft = isOdd(place) || place === last;
    sides.push(isLeft ? "left" : "right");
    // A last node without a sibling of its own stands for its parents too.
    while (isLeft && !isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? sides : undefined;
}

type Tree = { readonly size: number; readonly root: Uint8Array };

/** Is the leaf with this hash the one at `index` of the tree? RFC 9162, 2.1.3.2. */
export function includes(
  hash: TreeHash,
  leaf: { readonly index: number; readonly hash: Uint8Array },
  tree: Tree,
  proof: readonly Uint8Array[],
): boolean {
  if (leaf.index < 0 || leaf.index >= tree.size) return false;
  const sides = climb(leaf.index, tree.size - 1, proof.length);
  if (!sides) return false;
  const root = proof.reduce(
    (below, sibling, i) =>
      sides[i] === "left" ? hash.node(sibling, below) : hash.node(below, sibling),
    leaf.hash,
  );
  return equalBytes(root, tree.root);
}

/** Does the newer tree begin with the older one? RFC 9162, 2.1.4.2. Every tree begins with the empty one. */
export function extendsTree(
  hash: TreeHash,
  older: Tree,
  newer: Tree,
  proof: readonly Uint8Array[],
): boolean {
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && equalBytes(older.root, hash.empty());
  if (older.size > newer.size) return false;

  let [place, last] = [older.size - 1, newer.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  // A power of two of leaves is itself one perfect subtree of the newer tree, and the proof does not repeat it.
  const [seed, ...siblings] = place === 0 ? [older.root, ...proof] : proof;
  const sides = climb(place, last, siblings.length);
  if (seed === undefined || !sides) return false;
  let [olderRoot, newerRoot] = [seed, seed];
  for (const [i, sibling] of siblings.entries()) {
    const isLeft = sides[i] === "left";
    if (isLeft) olderRoot = hash.node(sibling, olderRoot);
    newerRoot = isLeft ? hash.node(sibling, newerRoot) : hash.node(newerRoot, sibling);
  }
  return equalBytes(olderRoot, older.root) && equalBytes(newerRoot, newer.root);
}
