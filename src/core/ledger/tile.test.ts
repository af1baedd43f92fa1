import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BundlePlace,
  parseTilePath,
  partialTiles,
  type TilePlace,
  toTilePath,
} from "./tile.ts";

const place = fc.record({
  level: fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 })),
  index: fc.oneof(fc.nat(2_000), fc.integer({ min: 0, max: 2 ** 48 })),
  width: fc.integer({ min: 1, max: 256 }),
}) as fc.Arbitrary<TilePlace | BundlePlace>;

describe("tile paths", () => {
  test.each([
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: 3, index: 17, width: 112 }, "tile/3/017.p/112"],
    [{ level: "entries" as const, index: 1_000, width: 1 }, "tile/entries/x001/000.p/1"],
  ])("%j is %s", (tile, path) => {
    expect(toTilePath(tile)).toBe(path);
  });

  test("are read back as what they were written for", () => {
    fc.assert(
      fc.property(place, (tile) => {
        expect(parseTilePath(toTilePath(tile))).toEqual(tile);
      }),
    );
  });

  test.each([
    "tile/0/00",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/00/001",
    "tile/64/001",
    "tile/0/001.p/0",
    "tile/0/001.p/256",
    "tile/0/001.p/01",
    "tile/0/001.p",
    "tile/entry/001",
    "tile/0/../001",
    "tile/0/001\n",
    "/tile/0/001",
  ])("%j is none", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe("partial tiles", () => {
  test.each([
    [0, []],
    [256, [[1, 0, 1]]],
    [
      70_000,
      [
        [0, 273, 112],
        [1, 1, 17],
        [2, 0, 1],
      ],
    ],
  ])("of a tree of %i leaves are those of the tlog-tiles specification", (size, expected) => {
    expect(partialTiles(size).map(({ level, index, width }) => [level, index, width])).toEqual(
      expected,
    );
  });
});
