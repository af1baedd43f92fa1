import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import type { Pack, PackRule } from "../pack.ts";
import { PACKS } from "./catalogue.ts";

const NOTHING = { embargoed: [] };
const guardOf = (packs: readonly Pack[]) => compileGuard(packs, NOTHING, CHECKS);
const alone = (rule: PackRule) => guardOf([{ id: "one", version: "1", rules: [rule] }]);
const judge = (guard: ReturnType<typeof guardOf>, text: string) =>
  evaluateText(text, { kind: "public" }, guard);

describe.each(PACKS)("the pack $id", (pack) => {
  const whole = guardOf([pack]);
  test("names each rule once, after itself", () => {
    const ids = pack.rules.map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith(`${pack.id}/`))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  test("finds every example by the rule it belongs to", () => {
    const missed = pack.rules.flatMap((rule) =>
      rule.examples
        .filter((text) => judge(alone(rule), text).findings.length === 0)
        .map((text) => [rule.id, text]),
    );
    expect(missed).toEqual([]);
  });
  test("finds no counter-example by the rule it belongs to", () => {
    const wrong = pack.rules.flatMap((rule) =>
      rule.counterExamples
        .filter((text) => judge(alone(rule), text).findings.length > 0)
        .map((text) => [rule.id, text]),
    );
    expect(wrong).toEqual([]);
  });
  test("leaves nothing to find in what it has rewritten", () => {
    const rewritten = pack.rules.filter(({ action }) => action === "rewrite");
    const unsettled = rewritten.flatMap(({ id, examples }) =>
      examples
        .filter((text) => judge(whole, text).action !== "rewrite")
        .map((text) => [id, text, judge(whole, text).findings.map((finding) => finding.ruleId)]),
    );
    expect(unsettled).toEqual([]);
  });
});
