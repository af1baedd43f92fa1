import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateText } from "../evaluateText.ts";
import type { Pack, PackRule } from "../pack.ts";
import { compileGuard } from "./compileGuard.ts";
import { compilePatternRule } from "./compilePatternRule.ts";

const ruleOf = (pattern: string): PackRule => ({
  id: "test/one",
  type: "person.number",
  citation: { standard: "none", clause: "1", url: "https://example.com" },
  action: "rewrite",
  detector: { kind: "pattern", pattern },
  examples: [],
  counterExamples: [],
});

const packOf = (pattern: string): Pack => ({ id: "test", version: "1", rules: [ruleOf(pattern)] });

/** Patterns that native expressions read alike, and how many units behind their keywords are looked for with them. */
const PATTERNS: readonly (readonly [string, number])[] = [
  ["\\b\\d{3}-\\d{2}-\\d{4}\\b", 3],
  ["\\b\\d{3}\\.\\d{3}\\.\\d{2}", 3],
  ["\\b[0-9a-f]{2}(?::[0-9a-f]{2}){3}\\b", 3],
  ["\\b0[1-9](?:[ .]\\d\\d){2}\\b", 3],
  ["\\b\\d\\d-\\d{1,2}", 1],
];

const text = fc
  .array(
    fc.constantFrom(
      "123-45-6789",
      "123.456.78",
      "ab:12:0f:99",
      "01 23",
      "1",
      "0",
      "-",
      ".",
      ":",
      "a",
      " ",
      "é",
      "_",
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(""));

test.each(PATTERNS)(
  "looking for what follows the keywords of %s leaves nothing out",
  (pattern, length) => {
    expect(compilePatternRule(ruleOf(pattern), { kind: "pattern", pattern }, {}).tail).toHaveLength(
      length,
    );
    const guard = compileGuard([packOf(pattern)], { embargoed: [] }, {});
    fc.assert(
      fc.property(text, (subject) => {
        // Accents are folded away: a letter that has one is a letter.
        const folded = subject.replaceAll("é", "e");
        const first = new RegExp(pattern).exec(folded);
        const [found] = evaluateText(subject, { kind: "public" }, guard).findings;
        expect(found?.start).toBe(first?.index);
        expect(found && found.end >= (first?.index ?? 0) + (first?.[0].length ?? 0)).toBe(
          first ? true : undefined,
        );
      }),
      { numRuns: 400 },
    );
  },
);
