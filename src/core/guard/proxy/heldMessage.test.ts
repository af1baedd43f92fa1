import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { DEFAULT_PACKS } from "../packs/catalogue.ts";
import { finraPack } from "../packs/finra.ts";
import { toHeldMessage } from "./heldMessage.ts";
import { askedRules, relaxPacks } from "./relax.ts";

const PUBLIC = { kind: "public" } as const;
const packs = [...DEFAULT_PACKS, finraPack];
const judge = (text: string, by = packs) =>
  evaluateText(text, PUBLIC, compileGuard(by, { embargoed: [] }, CHECKS));
const ONE = "😀 The fund will return 12% a year. Mail ada@example.org.";

describe("what a person is asked about", () => {
  test("is one text of all parts, in which each finding stands where it says", () => {
    const parts = new Map([
      ["choices/0/content", ONE],
      ["choices/1/content", `Again: ${ONE}`],
    ]);
    const findings = [...parts].flatMap(([part, text]) =>
      judge(text).findings.map((finding) => ({ ...finding, part })),
    );
    const held = toHeldMessage(parts, findings);
    expect(held.text).toContain(`[choices/1/content]\nAgain: ${ONE}`);
    expect(findings.length).toBeGreaterThanOrEqual(4);
    const cut = (text: string, { start, end }: { start: number; end: number }) =>
      [...text].slice(start, end).join("");
    expect(held.findings.map((finding) => [finding.part, cut(held.text, finding)])).toEqual(
      findings.map((finding) => ["body", cut(parts.get(finding.part) ?? "", finding)]),
    );
  });

  test("is the text itself where there is but one", () => {
    expect(toHeldMessage(new Map([["choices/0/content", ONE]]), []).text).toBe(ONE);
  });
});

describe("packs by which an answer that a person let go is read again", () => {
  const findings = judge(ONE).findings.map((finding) => ({ ...finding, part: "a" }));
  const rules = askedRules(findings);

  test("find nothing where it goes as it is, replace what was found where it goes rewritten, and stand otherwise", () => {
    expect([...rules]).toEqual(["finra/projection"]);
    const asIs = relaxPacks(packs, rules, "as-is");
    const rewritten = relaxPacks(packs, rules, "rewritten");
    expect(judge(ONE, asIs).output).toBe("😀 The fund will return 12% a year. Mail [EMAIL].");
    expect(judge(ONE, rewritten).output).toBe("😀 The fund [PROJECTION] a year. Mail [EMAIL].");
    for (const by of [asIs, rewritten]) {
      expect(judge("TLP:RED", by).action).toBe("block");
      expect(judge("Act now, limited time only", by).action).toBe("escalate");
    }
  });
});
