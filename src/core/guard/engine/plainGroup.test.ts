import fc from "fast-check";
import { expect, test } from "vitest";
import type { PackRule } from "../pack.ts";
import { kindOfUnit } from "../regex/capture.ts";
import { DEAD } from "../regex/dfa.ts";
import { compilePatternRule } from "./compilePatternRule.ts";

const ruleOf = (pattern: string) => {
  const detector = { kind: "pattern", pattern } as const;
  const rule: PackRule = {
    id: "test/one",
    type: "person.number",
    citation: { standard: "none", clause: "1", url: "https://example.com" },
    action: "rewrite",
    detector,
    examples: [],
    counterExamples: [],
  };
  return compilePatternRule(rule, detector, {});
};

const before = fc.constantFrom(
  "tel",
  "(?:\\b|_)",
  "[^\\d\\n]{0,4}",
  "\\s{0,2}",
  "a{1,3}",
  "(?:a|ab)",
);
const inside = fc.constantFrom("\\d{1,4}", "[a-c]{1,3}", "(?:a|1){2}", "\\+?\\d{2}", "[ab]?1");
const behind = fc.constantFrom("", "\\b", "(?:\\b|_)", "x?", "[ab]{0,2}", "$", "x", "[ab_]x");
const pattern = fc
  .tuple(fc.array(before, { maxLength: 3 }), inside, behind)
  .map(([lead, group, rest]) => `tel${lead.join("")}(${group})${rest}`);
const eitherOf = fc
  .tuple(fc.array(before, { maxLength: 1 }), inside, inside, behind)
  .map(([lead, a, b, rest]) => `tel${lead.join("")}(?:"(${a})"|_(${b}))${rest}`);
const text = fc
  .array(
    fc.constantFrom(
      "tel",
      "a",
      "b",
      "c",
      "1",
      "12",
      "+12",
      "_",
      '"',
      '"12"',
      '"ab"',
      "_12",
      "a1",
      "x",
      "ax",
      " ",
    ),
    {
      maxLength: 9,
    },
  )
  .map((parts) => `tel${parts.join("")}`);

test("where the automaton tells what is found in a match, it is what walking all ways finds", () => {
  let told = 0;
  fc.assert(
    fc.property(fc.oneof(pattern, eitherOf), text, (source, subject) => {
      const rule = ruleOf(source);
      const { dfa, groups } = rule.automaton();
      const units = Uint16Array.from(subject, (char) => char.charCodeAt(0));
      let end = dfa.find(units, 0, units.length, kindOfUnit(-1));
      if (dfa.restState !== DEAD) end = dfa.findBefore(-1, end);
      if (end < 0) return;
      const begun = dfa.partOf(units, 0, end, kindOfUnit(-1));
      if (!rule.isPlainGroup || begun < 0) return;
      told += 1;
      const slots = groups().find({ units, base: 0, end: units.length }, 0, end);
      const group = (slots[2] ?? -1) < 0 ? 2 : 1;
      expect([begun, dfa.partEnd]).toEqual([slots[group * 2], slots[group * 2 + 1]]);
    }),
    { numRuns: 4_000 },
  );
  expect(told).toBeGreaterThan(50);
});
