import { expect, test } from "vitest";
import type { PackRuleLine } from "#contract/guard/pack.ts";
import { filterRules } from "./filter.ts";
import { aroundLines, lineOf, saidOf } from "./problemLines.ts";

const rule = (id: string, clause: string): PackRuleLine => ({
  id,
  type: "person.email",
  action: "rewrite",
  citation: { standard: "GDPR", clause, url: "https://a.example/" },
  confidence: 0.8,
  widest: null,
  message: "An address stands in the text.",
  detector: "pattern",
  looksFor: "[a-z]@[a-z]",
  replacement: "[EMAIL]",
  examples: [],
  counterExamples: [],
});
const RULES = [rule("gdpr/email", "Article 4(1)"), rule("gdpr/birth", "Article 9")];

test("a filter wants all of its words, in whatever is said of the rule", () => {
  expect(filterRules(RULES, "")).toBe(RULES);
  expect(filterRules(RULES, " ARTICLE  4(1) address").map(({ id }) => id)).toEqual(["gdpr/email"]);
  expect(filterRules(RULES, "email missing")).toEqual([]);
});

test("a problem's line is read off its message", () => {
  const problem = { pointer: "/rules/0/id", message: "Line 12: x/y: an id has another form." };
  expect([lineOf(problem), saidOf(problem)]).toEqual([12, "x/y: an id has another form."]);
  const toml = { pointer: "/line/3", message: "Line 3, column 7: no value" };
  expect([lineOf(toml), saidOf(toml)]).toEqual([3, "no value"]);
  expect(lineOf({ pointer: "", message: "A pack has at least one rule." })).toBeUndefined();
});

test("around faulty lines the file is shown, once, and not beyond its ends", () => {
  const text = Array.from({ length: 12 }, (_, i) => `l${i + 1}`).join("\n");
  expect(aroundLines(text, [1, 4, 12])).toEqual([
    { first: 1, text: "l1\nl2\nl3\nl4\nl5\nl6" },
    { first: 10, text: "l10\nl11\nl12" },
  ]);
  expect(aroundLines(text, [])).toEqual([]);
});
