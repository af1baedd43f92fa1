import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testHash as hash, sha256 } from "../../testing/merkle.ts";
import { type Edge, EMPTY_EDGE, growTree } from "./grow.ts";
import { partialTiles } from "./tile.ts";

const leaves = Array.from({ length: 1_400 }, (_, i) => sha256(Buffer.of(i, i >> 8)));
const pieces = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 });

/** What is stored after growing by these pieces: the last contents of every tile. */
function grownBy(counts: readonly number[]): { stored: Map<string, string>; edge: Edge } {
  const stored = new Map<string, string>();
  let edge = EMPTY_EDGE;
  for (const count of counts) {
    const growth = growTree(hash, edge, leaves.slice(edge.size, edge.size + count));
    for (const { level, index, hashes } of growth.tiles) {
      const [key, grown] = [`${level}/${index}`, Buffer.from(hashes).toString("hex")];
      expect(grown.startsWith(stored.get(key) ?? "")).toBe(true);
      stored.set(key, grown);
    }
    edge = growth.edge;
  }
  return { stored, edge };
}

describe("a growing tree", () => {
  test("is the same whether it grew at once or in pieces, and its tiles only grow at their end", () => {
    fc.assert(
      fc.property(pieces, (counts) => {
        const total = Math.min(
          counts.reduce((sum, count) => sum + count, 0),
          leaves.length,
        );
        const inPieces = grownBy(counts);
        const atOnce = grownBy([total]);
        expect(inPieces.stored).toEqual(atOnce.stored);
        expect(inPieces.edge).toEqual(atOnce.edge);
      }),
    );
  });

  test("keeps at its edge exactly the tiles that are not full", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: leaves.length }), (size) => {
        const { edge } = growTree(hash, EMPTY_EDGE, leaves.slice(0, size));
        expect(
          edge.partial.map(({ level, index, hashes }) => ({
            level,
            index,
            width: hashes.length / 32,
          })),
        ).toEqual(partialTiles(size));
      }),
    );
  });
});
