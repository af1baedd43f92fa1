import { expect, test } from "vitest";
import { placeIn } from "./walk.ts";

const walk = {
  refs: ["VC-2026-0001", "VC-2026-0002"],
  total: 38,
  back: { label: "My work", href: "/work" },
};

test("a case knows its place in the list it was opened from, and its neighbours", () => {
  expect(placeIn(walk, "VC-2026-0001")).toEqual({
    at: 1,
    total: 38,
    before: undefined,
    after: "VC-2026-0002",
  });
});
test("a case opened by its address has no place", () => {
  expect(placeIn(walk, "VC-2026-0009")).toBeUndefined();
  expect(placeIn(undefined, "VC-2026-0001")).toBeUndefined();
});
