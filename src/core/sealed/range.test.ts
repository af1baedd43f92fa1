import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRange, toContentRange } from "./range.ts";

test.each([
  ["bytes=0-", { start: 0, end: 10 }],
  ["bytes=4-", { start: 4, end: 10 }],
  ["bytes=4-6", { start: 4, end: 7 }],
  ["bytes=4-600", { start: 4, end: 10 }],
  ["bytes=-3", { start: 7, end: 10 }],
  ["bytes=-30", { start: 0, end: 10 }],
  ["bytes=10-", undefined],
  ["bytes=-0", undefined],
  [undefined, "whole"],
  ["bytes=-", "whole"],
  ["bytes=6-4", "whole"],
  ["bytes=0-1,3-4", "whole"],
  ["pages=1-2", "whole"],
])("of ten bytes, %s asks for %j", (header, range) =>
  expect(parseRange(header, 10)).toEqual(range),
);

test("a range that is answered lies within the bytes that there are", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,16}-\d{0,16}$/));
  fc.assert(
    fc.property(text, fc.nat(1000), (header, size) => {
      const range = parseRange(header, size);
      if (range === undefined || range === "whole") return true;
      return range.start >= 0 && range.start < range.end && range.end <= size;
    }),
  );
});

test("the answer names the last byte, not the one behind it", () =>
  expect(toContentRange({ start: 4, end: 7 }, 10)).toBe("bytes 4-6/10"));
