import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toLinearFind } from "./linearPattern.ts";
import { parsePattern } from "./safePattern.ts";

/** Without empty matches in the middle of a character, which V8 gives for `\B`. */
const native = (source: string, flags: string, text: string) =>
  [...text.matchAll(new RegExp(source, flags))]
    .filter(({ index }) => !/^[\udc00-\udfff]/.test(text.slice(index)) || index === 0)
    .map(({ index, 0: match }) => [index, index + match.length]);

const ATOMS = [
  "a",
  "B",
  "é",
  "\\.",
  ".",
  "[ab]",
  "[^a]",
  "[^\\s]",
  "\\s",
  "\\S",
  "\\w",
  "\\d",
  "\\b",
  "\\B",
  "^",
  "$",
  "\\u0041",
  "\\u{e9}",
  "[[-]",
  "(?<n>a)",
  "(b)",
  "-",
  "[\\-a]",
];
const SOLID = ATOMS.filter((atom) => !/^(?:\\[bB]|\^|\$|\(\?<n>a\))$/.test(atom));
const pattern = fc
  .array(
    fc.oneof(
      fc.constantFrom(...ATOMS.filter((atom) => !atom.startsWith("(?<"))),
      fc
        .tuple(
          fc.constantFrom(...SOLID),
          fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "*?", "+?"),
        )
        .map(([atom, times]) => `${atom}${times}`),
      fc
        .tuple(fc.constantFrom(...SOLID), fc.constantFrom(...SOLID))
        .map(([a, b]) => `(?:${a}|${b})`),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));
const text = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    "A",
    "B",
    "é",
    "É",
    " ",
    "\u00a0",
    "\n",
    "\u2028",
    "1",
    "-",
    "[",
    ".",
    "😀",
    "𝒜",
  ),
  maxLength: 14,
});

describe("the engine whose time is in proportion to the text", () => {
  test("finds what the language's own engine finds, at the same places", () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, subject, ignoreCase) => {
        const find = toLinearFind(source, ignoreCase);
        expect(find?.(subject, 100)).toEqual(native(source, ignoreCase ? "giu" : "gu", subject));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    "(?=a)b",
    "(?<!a)b",
    "\\p{L}",
    "[^]",
    "[]",
    "😀",
    "\\u{1f600}",
    "\\ud83d\\ude00",
    "\\cA",
    "[\\S]",
  ])("does not take /%s/, which is left to the other", (source) => {
    expect(toLinearFind(source, false)).toBeNull();
    expect(parsePattern(source, false)).toMatchObject({ ok: true, value: { mostRead: 20_000 } });
  });

  test.each([".*a.*b", "x*x*x*y", "(?:.|\\n)*?a(?:.|\\n)*?b$"])(
    "takes a moment for /%s/ over a text made to be slow",
    (source) => {
      const read = parsePattern(source, false);
      const begun = performance.now();
      expect(read.ok && read.value.test(`${"x".repeat(50_000)}${"a".repeat(50_000)}`)).toBe(false);
      expect(performance.now() - begun).toBeLessThan(500);
    },
  );
});
