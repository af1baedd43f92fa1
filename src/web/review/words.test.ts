import { describe, expect, test } from "vitest";
import { toSize } from "./words.ts";

describe("sizes", () => {
  test.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1.0 kB"],
    [14_200, "14 kB"],
    [310_000, "310 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [1_230_000, "1.2 MB"],
    [10_737_418_240, "11 GB"],
    [2_000_000_000_000_000, "2000 TB"],
  ])("%d is shown as %s", (bytes, text) => expect(toSize(bytes)).toBe(text));
});
