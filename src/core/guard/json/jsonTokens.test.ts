import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonTokens, wholeEscapes } from "./jsonTokens.ts";

const TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*|true|false|null/g;
const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/g;

/** By a pattern that says it in one line, and that long strings overflow. */
const plainly = (text: string) =>
  [...text.matchAll(TOKEN)].map(({ 0: all, 1: content, 2: colon, index }) =>
    content === undefined
      ? { kind: "bare", start: index, end: index + all.length }
      : {
          kind: colon === undefined ? "string" : "key",
          start: index + 1,
          end: index + 1 + content.length,
        },
  );

describe("tokens of a JSON text", () => {
  test("are its keys and values, each with its place", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect([...jsonTokens(text)]).toEqual(plainly(text));
      }),
      { numRuns: 300 },
    );
  });

  test("cut no escape in two, wherever a stretch begins and ends", () => {
    const text = fc
      .array(fc.constantFrom('\\"', "\\\\", "\\u0041", "\\n", "a", "u", "0041"), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(80), fc.nat(80), (content, a, b) => {
        const source = `"${content}"`;
        const token = { kind: "string", start: 1, end: source.length - 1 } as const;
        const [from, to] = [a, b]
          .map((at) => 1 + (at % (content.length + 1)))
          .sort((x, y) => x - y);
        const [start = 1, end = 1] = [from, to];
        const parted = (at: number) =>
          [...content.matchAll(ESCAPE)].find(
            ({ 0: all, index }) => index + 1 < at && index + 1 + all.length > at,
          );
        const [low, high] = [parted(start), parted(end)];
        expect(wholeEscapes(source, token, start, end)).toEqual([
          low ? low.index + 1 : start,
          high ? high.index + 1 + high[0].length : end,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test("are found in a string of a million characters with a million escapes", () => {
    const text = JSON.stringify({ a: '"\\x'.repeat(500_000) });
    expect([...jsonTokens(text)].map(({ kind }) => kind)).toEqual(["key", "string"]);
  });
});
