import { anyOf, isDecided, type Outcome } from "../rule/outcome.ts";
import { type TestCase, toAssertCase } from "../testCase.ts";
import type { Trial } from "../trial.ts";
import type { Verdict } from "../verdict.ts";
import type { NodeJudgment, ScoreRow, TranscriptRow } from "./rows.ts";

/** What rows of an ASSERT run say of the run. */
export type RunNames = {
  readonly behaviour: string;
  readonly target: string;
  /** Empty where scripts play the user. */
  readonly tester: string;
  readonly judge: string;
};

const STOP: Readonly<Record<Trial["end"], string>> = {
  completed: "completed",
  turn_limit: "max_turns",
  target_error: "target_error",
  tester_error: "tester_error",
  ceiling: "target_error",
  cancelled: "target_error",
};

/** A line of inference_set.jsonl. */
export function toTranscriptRow(trial: Trial, held: TestCase, names: RunNames): TranscriptRow {
  const { type, test_case_id, behavior, dimensions } = toAssertCase(held, names.behaviour);
  return {
    type,
    test_case_id,
    behavior,
    events: trial.events.map(({ view, actor, edit, raw }) => ({
      view: [...view],
      actor,
      edit: { ...edit },
      raw: raw ?? null,
    })),
    llm_calls: [],
    stop_reason: STOP[trial.end],
    target: names.target,
    tester_model: names.tester,
    dimensions,
  };
}

const VIOLATION = "policy_violation";

/**
 * A line of scores.jsonl from the verdicts of one trial; `categories` are the taxonomy's, in order. ASSERT knows yes, no and not applicable
 * alone: a dimension with any other outcome makes the row one that could not be judged, and says which. Without a verdict of the trial as
 * a whole, a violation of any category is one.
 */
export function toScoreRow(
  verdicts: readonly Verdict[],
  held: TestCase,
  categories: readonly string[],
  names: RunNames,
): ScoreRow {
  const { type, test_case_id, behavior, dimensions } = toAssertCase(held, names.behaviour);
  const outcomes = outcomesOf(verdicts);
  const open = [...outcomes].filter(
    ([, outcome]) => !isDecided(outcome) && outcome !== "not_applicable",
  );
  const isOpen = open.length > 0 || outcomes.size === 0;
  const said = open.map(([dimension, outcome]) => `${dimension}: ${outcome}`).join("; ");
  const values = [...outcomes].map(
    ([name, outcome]) => [name, isDecided(outcome) ? outcome === "yes" : null] as const,
  );
  return {
    type,
    test_case_id,
    behavior,
    judge_model: names.judge,
    target: names.target,
    tester_model: names.tester,
    judge_status: isOpen ? "error" : "ok",
    judge_error: isOpen ? said || "unscored" : null,
    verdict: {
      dimensions: Object.fromEntries(values),
      dimension_applicability: Object.fromEntries(values.map(([name, v]) => [name, v !== null])),
      node_judgments: categories.map((name, at) => toNode(verdicts, name, at)),
      citations: [],
    },
    dimensions,
  };
}

function outcomesOf(verdicts: readonly Verdict[]): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { dimension, category, outcome } of verdicts)
    if (category === null) outcomes.set(dimension, outcome);
  if (outcomes.has(VIOLATION)) return outcomes;
  const own = verdicts.filter(({ dimension }) => dimension === VIOLATION).map((v) => v.outcome);
  return own.length === 0 ? outcomes : new Map([...outcomes, [VIOLATION, anyOf(own)]]);
}

function toNode(verdicts: readonly Verdict[], name: string, at: number): NodeJudgment {
  const verdict = verdicts.find(
    ({ dimension, category }) => dimension === VIOLATION && category === name,
  );
  const decided = verdict !== undefined && isDecided(verdict.outcome);
  return {
    node_index: at,
    node_name: name,
    relevant: decided,
    violated: decided ? verdict.outcome === "yes" : null,
    reasoning: verdict?.opinions.map(({ reason }) => reason).join(" ") ?? "",
  };
}
