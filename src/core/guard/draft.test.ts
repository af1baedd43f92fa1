import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "./detect/checks.ts";
import { decideDraft, mayDraft, readDraft, toDraftRequest } from "./draft.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import { evaluateText } from "./evaluateText.ts";
import { DEFAULT_PACKS } from "./packs/catalogue.ts";
import { finraPack } from "./packs/finra.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard([...DEFAULT_PACKS, finraPack], { embargoed: [] }, CHECKS);
const text = "The fund will return 12% a year, and the sky is blue.";
const decide = (answer: string) => decideDraft(text, answer, PUBLIC, guard);

describe("a model's draft", () => {
  test("is asked for where only style holds a text back, and names rule, clause and words", () => {
    const { findings, action } = evaluateText(text, PUBLIC, guard);
    expect(action).toBe("escalate");
    expect(mayDraft(findings)).toBe(true);
    const asked = toDraftRequest(text, findings).messages.at(-1)?.content;
    expect(asked).toContain("FINRA Rule 2210, (d)(1)(F)");
    expect(asked).toContain('"will return 12%"');
    expect(asked).toContain(`BEGIN\n${text}\nEND`);
  });

  test("is not asked for where anything else holds it back, or nothing does", () => {
    const held = evaluateText(`${text} TLP:RED`, PUBLIC, guard);
    expect(held.action).toBe("block");
    expect(mayDraft(held.findings)).toBe(false);
    expect(mayDraft(evaluateText("Mail ada@example.org", PUBLIC, guard).findings)).toBe(false);
  });

  test("goes out where every rule lets it, rewritten where they say so", () => {
    expect(decide('{"text":"The fund may gain or lose."}')).toMatchObject({
      value: "The fund may gain or lose.",
    });
    expect(decide('```json\n{"text":"Ask ada@example.org."}\n```')).toMatchObject({
      value: "Ask [EMAIL].",
    });
  });

  test("is held where it says it again, says something worse, or says too much", () => {
    for (const draft of [text, "TLP:RED it is", "Invest now before it's too late!"])
      expect(decide(JSON.stringify({ text: draft }))).toMatchObject({
        refusal: { code: "draft/held" },
      });
    expect(decide(JSON.stringify({ text: "word ".repeat(500) }))).toMatchObject({
      refusal: { code: "draft/too-long" },
    });
  });

  test("is none where the answer is not what was asked for, whatever it is", () => {
    for (const answer of ["", "Sure! Here it is.", "{}", '{"text":1}', '{"text":" "}', "[1]", "{a"])
      expect(readDraft(answer)).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (answer) => {
        const decided = decide(answer);
        if (decided.ok) expect(evaluateText(decided.value, PUBLIC, guard).action).toBe("pass");
      }),
    );
  });
});
