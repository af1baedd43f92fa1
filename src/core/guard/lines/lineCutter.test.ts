import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineCutter } from "./lineCutter.ts";

function cut(bytes: Uint8Array, sizes: readonly number[], longest: number) {
  const cutter = new LineCutter(longest);
  const lines: { text: string; isTooLong: boolean }[] = [];
  const take = (from: Iterable<{ bytes: Uint8Array; isTooLong: boolean }>) => {
    for (const line of from)
      lines.push({ text: Buffer.from(line.bytes).toString(), isTooLong: line.isTooLong });
  };
  let at = 0;
  for (const size of sizes) {
    take(cutter.push(bytes.slice(at, at + size)));
    at += size;
  }
  take(cutter.push(bytes.slice(at)));
  take(cutter.end());
  return lines;
}

describe("bytes cut into lines", () => {
  test("are the same lines, whatever pieces they come in", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "é"), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(9), { maxLength: 20 }), (whole, sizes) => {
        const lines = whole.split("\n");
        if (lines.at(-1) === "") lines.pop();
        expect(cut(Buffer.from(whole), sizes, 1_000)).toEqual(
          lines.map((line) => ({ text: line, isTooLong: false })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("keep the beginning of a line that is too long, and read on behind it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 6 }), (sizes) => {
        const long = `{"id":7,"text":"${"x".repeat(12_000)}"}`;
        const [first, second, ...more] = cut(Buffer.from(`${long}\nnext\n`), sizes, 10_000);
        expect({ isTooLong: first?.isTooLong, more }).toEqual({ isTooLong: true, more: [] });
        expect(first?.text).toBe(long.slice(0, 4_096));
        expect(second).toEqual({ text: "next", isTooLong: false });
      }),
      { numRuns: 100 },
    );
  });

  test("grow for a line of many pieces", () => {
    const line = "y".repeat(300_000);
    expect(cut(Buffer.from(`a\n${line}`), Array(300).fill(1_000), 1_000_000)).toEqual([
      { text: "a", isTooLong: false },
      { text: line, isTooLong: false },
    ]);
  });
});
