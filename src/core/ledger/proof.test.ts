import { Buffer } from "node:buffer";
import { verifyMerkleInclusion } from "@sigstore/verify/dist/tlog/merkle.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { definedRoot, testHash as hash, sha256 } from "../../testing/merkle.ts";
import { EMPTY_EDGE, growTree, type Tile } from "./grow.ts";
import { consistencyRanges, extendsTree, includes, inclusionRanges, toProof } from "./proof.ts";
import {
  type Subtree,
  subtreeRoot,
  subtreesIn,
  subtreesOf,
  type TileKey,
  tilesOf,
  treeRoot,
} from "./subtree.ts";

const MOST = 600;
const bodies = Array.from({ length: MOST }, (_, i) => Buffer.from(`entry ${i}`));
const leaves = bodies.map((body) => hash.leaf(body));

const keyOf = ({ level, index }: TileKey) => `${level}/${index}`;
const tiles = new Map<string, Tile>();
for (const tile of growTree(hash, EMPTY_EDGE, leaves).tiles) tiles.set(keyOf(tile), tile);
const read = (key: TileKey) => {
  const tile = tiles.get(keyOf(key));
  if (!tile) throw new Error(`no tile ${keyOf(key)}`);
  return tile.hashes;
};

const rootOfSubtree = (one: Subtree) => subtreeRoot(hash, one, read);

const roots = Array.from({ length: MOST + 1 }, (_, size) => treeRoot(hash, size, read));
const rootOf = (size: number) => roots[size] ?? new Uint8Array(0);
const treeOf = (size: number) => ({ size, root: rootOf(size) });
const leafOf = (index: number) => ({ index, hash: leaves[index] ?? new Uint8Array(0) });
const inclusion = (index: number, size: number) =>
  toProof(hash, inclusionRanges(index, size), rootOfSubtree);
const consistency = (older: number, newer: number) =>
  toProof(hash, consistencyRanges(older, newer), rootOfSubtree);

/** The independent peer; it throws on a proof that it does not accept. */
const peerAccepts = (index: number, size: number, root: Uint8Array, proof: Uint8Array[]) => {
  verifyMerkleInclusion(
    {
      canonicalizedBody: bodies[index],
      inclusionProof: { logIndex: String(index), hashes: proof.map((one) => Buffer.from(one)) },
    } as unknown as Parameters<typeof verifyMerkleInclusion>[0],
    {
      logSize: BigInt(size),
      logHash: Buffer.from(root),
    } as unknown as Parameters<typeof verifyMerkleInclusion>[1],
  );
};

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");

/** All places of a small tree; of a large one the first, the last, and one that wanders with its size. */
const placesIn = (of: number): readonly number[] =>
  of <= 40 ? Array.from({ length: of }, (_, i) => i) : [0, of - 1, (of * 5) % 37];

const size = fc.integer({ min: 1, max: MOST });
const placeInTree = size.chain((of) =>
  fc.tuple(fc.integer({ min: 0, max: of - 1 }), fc.constant(of)),
);
const twoSizes = size.chain((newer) =>
  fc.tuple(fc.integer({ min: 1, max: newer }), fc.constant(newer)),
);

/** The hashes with one bit changed, one taken out, and one put in twice. */
function damaged(proof: readonly Uint8Array[], at: number): Uint8Array[][] {
  const spot = at % Math.max(proof.length, 1);
  const flipped = proof.map((one, i) =>
    i === spot ? one.map((b, j) => (j === 7 ? b ^ 4 : b)) : one,
  );
  const longer = [...proof, sha256(Buffer.of(at % 256))];
  return proof.length === 0 ? [longer] : [flipped, proof.toSpliced(spot, 1), longer];
}

describe("the Merkle tree", () => {
  test("has, at every size, the root that RFC 6962 defines", () => {
    for (let of = 0; of <= MOST; of++) {
      expect(hex(rootOf(of))).toBe(hex(definedRoot(leaves.slice(0, of))));
    }
  });

  test("has, above a full tile of the second level, the root that RFC 6962 defines", () => {
    const many = Array.from({ length: 65_800 }, (_, i) => sha256(Buffer.of(i, i >> 8, i >> 16)));
    const grown = new Map(growTree(hash, EMPTY_EDGE, many).tiles.map((one) => [keyOf(one), one]));
    const root = treeRoot(
      hash,
      many.length,
      (key) => grown.get(keyOf(key))?.hashes ?? sha256(Buffer.of()),
    );
    expect(hex(root)).toBe(hex(definedRoot(many)));
  });
});

describe("an inclusion proof", () => {
  test("is accepted for every leaf of every tree, by us and by sigstore", () => {
    for (let of = 1; of <= MOST; of++) {
      for (const index of placesIn(of)) {
        const proof = inclusion(index, of);
        expect(includes(hash, leafOf(index), treeOf(of), proof)).toBe(true);
        peerAccepts(index, of, rootOf(of), proof);
      }
    }
  });

  test("is refused when it, the leaf, the place, the size or the root is another", () => {
    fc.assert(
      fc.property(
        placeInTree,
        fc.nat(),
        fc.integer({ min: 0, max: MOST }),
        ([index, of], at, other) => {
          const proof = inclusion(index, of);
          const tree = treeOf(of);
          for (const wrong of damaged(proof, at)) {
            expect(includes(hash, leafOf(index), tree, wrong)).toBe(false);
          }
          expect(
            includes(hash, { ...leafOf(index), hash: sha256(Buffer.of(1)) }, tree, proof),
          ).toBe(false);
          if (other !== index) {
            expect(includes(hash, { ...leafOf(index), index: other }, tree, proof)).toBe(false);
            expect(includes(hash, { ...leafOf(other), index }, tree, proof)).toBe(false);
          }
          if (other !== of) expect(includes(hash, leafOf(index), treeOf(other), proof)).toBe(false);
          expect(includes(hash, { ...leafOf(index), index: -1 }, tree, proof)).toBe(false);
        },
      ),
    );
  });
});

describe("a consistency proof", () => {
  test("is accepted between all sizes", () => {
    for (let newer = 1; newer <= MOST; newer++) {
      for (const older of [...placesIn(newer), newer]) {
        expect(extendsTree(hash, treeOf(older), treeOf(newer), consistency(older, newer))).toBe(
          true,
        );
      }
    }
  });

  /**
   * Sigstore checks inclusion only. But the path from the older tree's last leaf runs through the very hashes that
   * the consistency proof lists: with the hashes below its first one it is an inclusion proof in the newer tree, and
   * those of it that stand to the left are one in the older tree.
   */
  test("leads sigstore from the last old leaf to both roots, using every hash of it", () => {
    fc.assert(
      fc.property(twoSizes, ([older, newer]) => {
        if (older === newer) return;
        const last = older - 1;
        const proof = consistency(older, newer);
        let low = 1;
        while (older % (low * 2) === 0) low *= 2;
        const inside = inclusion(low - 1, low).length;
        const below = inclusion(last, older).slice(0, inside);
        const isPower = low === older;
        const seed = definedRoot(leaves.slice(older - low, older));
        expect(hex(isPower ? rootOf(older) : proof[0])).toBe(hex(seed));
        const above = isPower ? proof : proof.slice(1);
        peerAccepts(last, newer, rootOf(newer), [...below, ...above]);
        const toOlder = inclusion(last, older).slice(inside).map(hex);
        expect(toOlder.filter((one) => !above.map(hex).includes(one))).toEqual([]);
        const left = above.filter((one) => toOlder.includes(hex(one)));
        peerAccepts(last, older, rootOf(older), [...below, ...left]);
      }),
      { numRuns: 300 },
    );
  });

  test("is refused when it, a size or a root is another", () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(), ([older, newer], at) => {
        const proof = consistency(older, newer);
        for (const wrong of damaged(proof, at)) {
          expect(extendsTree(hash, treeOf(older), treeOf(newer), wrong)).toBe(false);
        }
        const foreign = sha256(Buffer.of(2));
        expect(extendsTree(hash, { size: older, root: foreign }, treeOf(newer), proof)).toBe(false);
        expect(extendsTree(hash, treeOf(older), { size: newer, root: foreign }, proof)).toBe(false);
        if (older < newer) {
          expect(extendsTree(hash, treeOf(newer), treeOf(older), proof)).toBe(false);
          expect(extendsTree(hash, treeOf(older - 1), treeOf(newer), proof)).toBe(false);
        }
      }),
    );
  });

  test("of the empty tree needs no hashes, but its right root", () => {
    expect(extendsTree(hash, treeOf(0), treeOf(9), [])).toBe(true);
    expect(extendsTree(hash, { size: 0, root: rootOf(1) }, treeOf(9), [])).toBe(false);
    expect(extendsTree(hash, treeOf(0), treeOf(9), [rootOf(1)])).toBe(false);
  });
});

test("a tile tells the roots of all perfect subtrees within it", () => {
  for (const [level, index] of [
    [0, 1],
    [0, 2],
    [1, 0],
  ] as const) {
    const known = [...subtreesIn(hash, { level, index }, read({ level, index }))];
    expect(known.length).toBeGreaterThan(level === 0 ? 150 : 2);
    for (const [{ height, index: place }, root] of known) {
      const span = 2 ** height;
      const made = definedRoot(leaves.slice(place * span, (place + 1) * span));
      expect(hex(root)).toBe(hex(made));
    }
  }
});

describe("the tiles that a proof needs", () => {
  test("are few: no more than two a level, however large the tree", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (of, share) => {
          const needed = tilesOf(inclusionRanges(Math.floor(of * share), of).flatMap(subtreesOf));
          const levels = Math.ceil(Math.log2(of + 1) / 8);
          expect(needed.length).toBeLessThanOrEqual(2 * levels);
        },
      ),
    );
  });
});
