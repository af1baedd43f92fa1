import { expect, test } from "vitest";
import { newSubtreeCache } from "./subtreeCache.ts";

const root = (byte: number) => new Uint8Array(32).fill(byte);

test("keeps what was used last, each subtree apart", () => {
  const cache = newSubtreeCache(3);
  for (const index of [0, 1, 2]) cache.keep({ height: 4, index }, root(index));
  expect(cache.find({ height: 4, index: 0 })).toEqual(root(0));
  cache.keep({ height: 5, index: 0 }, root(9));
  expect(cache.find({ height: 4, index: 1 })).toBeUndefined();
  expect(cache.find({ height: 4, index: 0 })).toEqual(root(0));
  expect(cache.find({ height: 4, index: 2 })).toEqual(root(2));
  expect(cache.find({ height: 5, index: 0 })).toEqual(root(9));
});
