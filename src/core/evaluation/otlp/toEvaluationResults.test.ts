import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity } from "../identity.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import { decidePanel, type Opinion, type Verdict } from "../verdict.ts";
import { readAttributes } from "./span.ts";
import { type ResultExport, toEvaluationResults } from "./toEvaluationResults.ts";

const opinion = (kind: Opinion["kind"], outcome: Outcome, grade?: string): Opinion => ({
  judge: toIdentity("judge", kind),
  kind,
  outcome,
  reason: `The ${kind} says ${outcome}.`,
  seen: [],
  citations: [],
  ...(grade === undefined ? {} : { grade }),
});
const verdict = (opinions: readonly Opinion[], category: string | null = null): Verdict => ({
  trial: toIdentity("trial", 1),
  case: toIdentity("case", 1),
  dimension: "leak",
  category,
  ...decidePanel(opinions),
});

type Exported = {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly Record<string, unknown>[] }[];
  }[];
};
const AT: ResultExport = { atMs: 1_700_000_000_123, version: "1.0" };
const recordsOf = (verdicts: readonly Verdict[], given: Partial<ResultExport> = {}) => {
  const exported = toEvaluationResults(verdicts, { ...AT, ...given }) as unknown as Exported;
  const records = exported.resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
  return records.map((record) => ({
    record,
    attributes: Object.fromEntries(readAttributes(record.attributes)),
  }));
};

describe("gen_ai.evaluation.result", () => {
  test("has the name, score, label and explanation of each verdict, and whose it is", () => {
    const [first] = recordsOf([verdict([opinion("model", "no"), opinion("rule", "yes")], "hints")]);
    expect(first?.record).toMatchObject({
      eventName: "gen_ai.evaluation.result",
      timeUnixNano: "1700000000123000000",
    });
    expect(first?.attributes).toEqual({
      "gen_ai.evaluation.name": "leak",
      "gen_ai.evaluation.score.value": 1,
      "gen_ai.evaluation.score.label": "yes",
      "gen_ai.evaluation.explanation": "The rule says yes.",
      "assay.trial.id": toIdentity("trial", 1),
      "assay.case.id": toIdentity("case", 1),
      "assay.evaluation.outcome": "yes",
      "assay.evaluation.category": "hints",
      "assay.evaluation.decided_by": "rule",
      "assay.evaluation.conflict": true,
      "assay.evaluation.judges": [toIdentity("judge", "model"), toIdentity("judge", "rule")],
    });
  });

  test("stands beside the span that was judged, where there is one", () => {
    const span = { traceId: "a".repeat(32), spanId: "b".repeat(16), responseId: "r-1" };
    const [first] = recordsOf([verdict([opinion("rule", "no")])], { spanOf: () => span });
    expect(first?.record).toMatchObject({ traceId: span.traceId, spanId: span.spanId });
    expect(first?.attributes).toMatchObject({
      "gen_ai.response.id": "r-1",
      "gen_ai.evaluation.score.value": 0,
    });
  });

  test("has a grade as its score and label", () => {
    const [first] = recordsOf([verdict([opinion("model", "yes", "4")])]);
    expect(first?.attributes).toMatchObject({
      "gen_ai.evaluation.score.value": 4,
      "gen_ai.evaluation.score.label": "4",
    });
    const [named] = recordsOf([verdict([opinion("model", "not_applicable", "mild")])]);
    expect(named?.attributes).toMatchObject({ "gen_ai.evaluation.score.label": "mild" });
    expect(named?.attributes).not.toHaveProperty(["gen_ai.evaluation.score.value"]);
  });

  test("is one for each verdict, and only an answer has a score", () => {
    const outcome = fc.constantFrom<Outcome>(
      "yes",
      "no",
      "not_applicable",
      "evidence_missing",
      "inconclusive",
      "unscored",
    );
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const records = recordsOf(outcomes.map((one) => verdict([opinion("rule", one)])));
        expect(records).toHaveLength(outcomes.length);
        for (const [i, { attributes }] of records.entries()) {
          const said = outcomes[i] ?? "unscored";
          expect("gen_ai.evaluation.score.value" in attributes).toBe(isDecided(said));
          expect("error.type" in attributes).toBe(!isDecided(said) && said !== "not_applicable");
        }
      }),
      { numRuns: 30 },
    );
  });
});
