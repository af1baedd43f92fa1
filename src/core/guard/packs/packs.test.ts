import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { lintPack } from "../lintPack.ts";
import { DEFAULT_PACKS, PACKS } from "./catalogue.ts";
import { hipaaPack } from "./hipaa.ts";

const NOTHING = { embargoed: [] };
const OPTIONS = { checks: CHECKS, unbounded: "refuse", needsExamples: true } as const;
const inDefault = compileGuard(DEFAULT_PACKS, NOTHING, CHECKS);
const toPublic = (text: string) => evaluateText(text, { kind: "public" }, inDefault);

describe.each(PACKS)("the pack $id", (pack) => {
  test("is loaded without a fault, examples and counter-examples included", () => {
    expect(lintPack(pack, OPTIONS)).toEqual([]);
  });

  test("leaves nothing to find in what it rewrites", () => {
    const whole = compileGuard([pack], NOTHING, CHECKS);
    const examples = pack.rules
      .filter(({ action }) => action === "rewrite")
      .flatMap((rule) => rule.examples);
    const unsettled = examples.filter((text) => {
      const { action, output } = evaluateText(text, { kind: "public" }, whole);
      if (action !== "rewrite" || output === null) return true;
      return evaluateText(output, { kind: "public" }, whole).action !== "pass";
    });
    expect(unsettled).toEqual([]);
  });
});

describe("the packs that apply by default", () => {
  test("rewrite secrets and personal data, and nothing of theirs is held", () => {
    const rules = DEFAULT_PACKS.flatMap((pack) => pack.rules);
    const others = rules.filter(
      ({ type, action }) => /^(?:secret|person)/.test(type) && action !== "rewrite",
    );
    expect(others).toEqual([]);
  });
  test("let only secrets' types begin with secret", () => {
    const types = PACKS.filter(({ id }) => id !== "secrets").flatMap(({ rules }) => rules);
    expect(types.filter(({ type }) => type.startsWith("secret"))).toEqual([]);
  });
  test.each([
    ["TLP:RED", "block"],
    ["TLP:AMBER+STRICT", "escalate"],
    ["TLP:CLEAR", "pass"],
    ["Mail ada@example.com.", "rewrite"],
  ])("judge %s for everybody: %s", (text, action) => {
    expect(toPublic(text).action).toBe(action);
  });
  test.each([
    ["TLP:AMBER", "clients", "pass"],
    ["TLP:AMBER+STRICT", "clients", "escalate"],
    ["TLP:GREEN", "community", "pass"],
    ["TLP:RED", "participants", "block"],
    ["TLP:RED", "named", "pass"],
  ] as const)("judge %s for the audience %s: %s", (text, kind, action) => {
    expect(evaluateText(text, { kind }, inDefault).action).toBe(action);
  });
});

test("Safe Harbor's eighteen are all there", () => {
  const letters = hipaaPack.rules.map(({ citation }) => /\(([A-R])\)/.exec(citation.clause)?.[1]);
  expect([...new Set(letters)].join("")).toBe("ABCDEFGHIJKLMNOPQR");
});
