import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResultContent } from "#contract/review/shapes.ts";
import { CONFIDENCES, EVIDENCE_LEVELS, INTEGRITY, SEVERITIES } from "#core/review/reviewWords.ts";
import { BLANK_RESULT, missingIn, type ResultDraft, RUN_FIELDS, toContent } from "./resultDraft.ts";

const text = fc.oneof(
  fc.constant(""),
  fc.constant("  "),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const choice = <V extends string>(...of: readonly V[]) =>
  fc.option(fc.constantFrom(...of), { nil: undefined });
const drafts: fc.Arbitrary<ResultDraft> = fc.record({
  claim: text,
  method: text,
  evidence: choice(...EVIDENCE_LEVELS),
  integrity: choice(...INTEGRITY),
  severity: choice(...SEVERITIES, "not-rated"),
  confidence: choice(...CONFIDENCES),
  run: fc.record(
    Object.fromEntries(RUN_FIELDS.map((field) => [field, text])) as Record<
      (typeof RUN_FIELDS)[number],
      typeof text
    >,
  ),
});

const whole: ResultDraft = {
  ...BLANK_RESULT,
  claim: "Finds 7 of 40 planted flaws.",
  method: "Forty programs, five runs each.",
  evidence: "repeated",
  integrity: "clean",
  severity: "moderate",
  confidence: "high",
};

describe("a result while it is written", () => {
  test("a blank one names everything that it needs, and the run is no part of that", () => {
    expect(missingIn(BLANK_RESULT)).toEqual([
      "claim",
      "method",
      "evidence",
      "integrity",
      "severity",
      "confidence",
    ]);
  });

  test("whatever is written, it is given as soon as nothing is missing, in the contract's shape", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const content = toContent(draft);
        expect(content === undefined).toBe(missingIn(draft).length > 0);
        if (content) expect(ResultContent.parse(content)).toEqual(content);
      }),
    );
  });

  test("an unreliable result takes no severity, whatever was chosen before", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SEVERITIES, "not-rated" as const), (severity) => {
        expect(toContent({ ...whole, severity, integrity: "unreliable" })?.severity).toBeNull();
      }),
    );
    expect(toContent({ ...whole, severity: undefined, integrity: "unreliable" })).toBeDefined();
  });

  test("a severity of none is a rating, and not the same as no rating", () => {
    expect(toContent({ ...whole, severity: "none" })?.severity).toBe("none");
    expect(toContent({ ...whole, severity: "not-rated" })?.severity).toBeNull();
  });

  test("a run is told whole or not at all", () => {
    expect(toContent(whole)?.run).toBeNull();
    const half = { ...whole, run: { ...whole.run, model: "Meridian 4" } };
    expect(missingIn(half)).toEqual(["the rest of the run"]);
  });
});
