import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findAnchors } from "./anchors.ts";
import { captureGroups, kindOfUnit } from "./capture.ts";
import { PatternFault } from "./cursor.ts";
import { Dfa, freshAttempt } from "./dfa.ts";
import { GroupFinder } from "./groups.ts";
import { lengthOf } from "./measure.ts";
import { parsePattern } from "./parse.ts";
import { compilePattern } from "./program.ts";

const unitsOf = (text: string) => Uint16Array.from(text.split(""), (char) => char.charCodeAt(0));

/** The match that begins at `start`, with its groups; read in steps that end at `stops`. */
function matchAt(pattern: string, text: string, start: number, stops: readonly number[] = []) {
  const program = compilePattern(parsePattern(pattern));
  const dfa = new Dfa(program, new Uint8Array(program.op.length).fill(1));
  const unitAt = (i: number) => (i < 0 || i >= text.length ? -1 : text.charCodeAt(i));
  const attempt = freshAttempt();
  dfa.begin(attempt, start, kindOfUnit(unitAt(start - 1)));
  for (const stop of [...stops, text.length]) dfa.run(attempt, unitsOf(text), 0, stop);
  const end = dfa.peek(attempt, -1);
  if (end < 0) return null;
  const units = { units: unitsOf(text), base: 0, end: text.length };
  const slots = captureGroups(program, units, start, end);
  expect([...new GroupFinder(program).find(units, start, end)]).toEqual([...slots]);
  return Array.from({ length: slots.length / 2 }, (_, i) =>
    (slots[i * 2] ?? -1) < 0 ? undefined : text.slice(slots[i * 2], slots[i * 2 + 1]),
  );
}

function nativeAt(pattern: string, text: string, start: number, flags = "y") {
  const native = new RegExp(pattern, flags);
  native.lastIndex = start;
  const found = native.exec(text);
  return found ? [...found] : null;
}

const atom = fc.constantFrom(
  "a",
  "b",
  "c",
  "[ab]",
  "[^a]",
  ".",
  "\\b",
  "^",
  "$",
  "\\w",
  "\\B",
  "\\n",
);
/** No groups in loops: JavaScript forgets them at each turn, RE2 does not. */
const pattern = fc.letrec<{ node: string; solid: string }>((tie) => ({
  solid: fc.oneof(
    fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\w"),
    fc.tuple(tie("solid"), atom).map(([a, b]) => `${a}${b}`),
    fc.tuple(atom, tie("solid")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("solid"), tie("solid")).map(([a, b]) => `(?:${a}|${b})`),
  ),
  node: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
    tie("node").map((a) => `(${a})`),
    fc
      .tuple(
        tie("solid"),
        fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,2}", "*?", "+?", "??", "{2,}?"),
      )
      .map(([a, times]) => `(?:${a})${times}`),
  ),
})).node;

describe("patterns", () => {
  test("match what the language's own engine matches, groups included, wherever the text is cut", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "\n", "é"), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, fc.nat(12), fc.nat(12), (source, subject, at, cut) => {
        const start = Math.min(at, subject.length);
        const stop = Math.min(start + cut, subject.length);
        expect(matchAt(source, subject, start, [stop])).toEqual(nativeAt(source, subject, start));
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ["(?i)key-[[:alnum:]]{3}", "KEY-a1Z"],
    ["a(?i)b(?-i:c)d", "aBcD"],
    ["\\x41\\x{42}\\Q.*\\E\\pL\\p{Greek}", "AB.*zω"],
    ["(?s).(?P<name>x)", "\nx"],
    ["[\\w.-]{0,5}?k", "a.b-k"],
    ["x{,3}", "x{,3}"],
    ["\\d\\D\\s\\S", "1a b"],
  ])("%s reads RE2's syntax", (source, text) => {
    expect(matchAt(source, text, 0)?.[0]).toBe(text);
  });

  test.each([
    "(",
    ")",
    "[a",
    "a**?+)",
    "(?=a)",
    "(?<!a)",
    "\\1",
    "\\k",
    "*a",
    "[b-a]",
    "a{3,2}",
    "a{5000}",
    "\\p{Nonsense}",
    "((a{1000}){1000})",
  ])("%s is refused with its reason", (source) => {
    expect(() => compilePattern(parsePattern(source))).toThrow(PatternFault);
  });

  test("hostile patterns take time in proportion to the text", () => {
    const dull = (n: number) => "a".repeat(n);
    const time = (n: number) => {
      const begun = performance.now();
      matchAt("(?:a|a)*(?:a*)*(?:a?){20}b", dull(n), 0);
      return performance.now() - begun;
    };
    time(1_000);
    expect(time(40_000)).toBeLessThan(500);
  });

  test.each([
    ["(?i)[\\w.-]{0,50}?(?:adafruit)(?:[ \\t]{0,20})=([a-z0-9_-]{32})", ["adafruit"], 0, 50],
    ["\\b((?:AKIA|ASIA)[A-Z2-7]{16})\\b", ["akia", "asia"], 0, 0],
    ["[a-z]{2,8}@x", ["@x"], 2, 8],
  ])("%s is anchored", (source, literals, min, max) => {
    expect(findAnchors(parsePattern(source).node)).toMatchObject({
      literals,
      before: { min, max },
    });
  });

  test("a pattern without a literal has no anchor", () => {
    expect(findAnchors(parsePattern("[a-z]+").node)).toBeUndefined();
  });

  test("lengths are measured", () => {
    expect(lengthOf(parsePattern("a{2,3}(?:b|cd)e?\\b").node)).toEqual({ min: 3, max: 6 });
    expect(lengthOf(parsePattern("a+").node).max).toBe(Number.POSITIVE_INFINITY);
  });
});
