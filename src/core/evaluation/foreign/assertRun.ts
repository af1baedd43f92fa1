import {
  isScored,
  type ScoreRow,
  type TestCaseRow,
  type TranscriptRow,
  votesOn,
} from "../assert/rows.ts";
import { CATEGORY } from "../design/factor.ts";
import { toJson } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { Taxonomy } from "../taxonomy.ts";
import { fromAssertCase, type TestCase, toTestCase } from "../testCase.ts";
import type { Edit, TranscriptEvent, View } from "../transcript.ts";
import type { TrialEnd } from "../trial.ts";
import { type ForeignOpinion, type ForeignRun, type ForeignTrial, NO_USAGE } from "./foreignRun.ts";

/** The files of an ASSERT run, and of the suite that it belongs to. */
export type AssertFiles = {
  readonly name: string;
  readonly taxonomy: Taxonomy;
  readonly cases: readonly TestCaseRow[];
  readonly transcripts: readonly TranscriptRow[];
  readonly scores: readonly ScoreRow[];
};

const VIOLATION = "policy_violation";

/** A run of ASSERT. Its cases are found by their numbers, and get names by their content. */
export function fromAssertRun(files: AssertFiles): ForeignRun {
  const scores = new Map(files.scores.map((row) => [row.test_case_id, row]));
  const transcripts = new Map(files.transcripts.map((row) => [row.test_case_id, row]));
  const cases = files.cases.map((row) => withCategory(fromAssertCase(row), files.taxonomy));
  const trials = files.cases.flatMap(({ test_case_id: id }, at): ForeignTrial[] => {
    const [held, score, transcript] = [cases[at], scores.get(id), transcripts.get(id)];
    if (held === undefined || (score === undefined && transcript === undefined)) return [];
    return [toTrial(held, score, transcript)];
  });
  const { target, tester_model } = files.scores[0] ?? files.transcripts[0] ?? {};
  const { name, definition } = files.taxonomy.behaviour;
  const left = files.cases.length - trials.length;
  return {
    name: files.name,
    format: "assert",
    target: toJson({ kind: "assert", target: target ?? null, tester: tester_model || null }),
    behaviour: { name, description: definition },
    taxonomy: files.taxonomy,
    cases,
    trials,
    notes: left > 0 ? [`${left} cases were not run.`] : [],
  };
}

/** A category that the taxonomy does not have is a factor like any other. */
function withCategory(held: TestCase, { categories }: Taxonomy): TestCase {
  const { [CATEGORY]: named, ...others } = held.stratum;
  if (named === undefined || categories.some(({ name }) => name === named)) return held;
  return toTestCase(held, { ...others, behavior: named });
}

const ENDS: Readonly<Record<string, TrialEnd>> = { max_turns: "turn_limit" };

const BROKEN: Readonly<Record<string, TrialEnd>> = { tester_error: "tester_error" };

function toTrial(
  held: TestCase,
  score: ScoreRow | undefined,
  transcript: TranscriptRow | undefined,
): ForeignTrial {
  const stopped = transcript?.stop_reason ?? "completed";
  const broke = /error|fail/.test(stopped);
  return {
    held,
    repetition: 0,
    end: broke ? (BROKEN[stopped] ?? "target_error") : (ENDS[stopped] ?? "completed"),
    fault: broke ? `ASSERT stopped: ${stopped}.` : null,
    events: (transcript?.events ?? []).flatMap((event) => toEvent(event) ?? []),
    usage: NO_USAGE,
    at: null,
    opinions: score === undefined ? [] : toOpinions(score),
  };
}

type AssertEvent = TranscriptRow["events"][number];
const VIEWS: readonly View[] = ["target", "tester", "system", "combined"];
const ACTORS = ["tester", "target", "tool", "system"] as const;
const ROLES = ["system", "user", "assistant", "tool"] as const;

function toEvent({ view, actor, edit, raw }: AssertEvent): TranscriptEvent | null {
  const own = toEdit(edit);
  if (own === null) return null;
  const named = [view].flat();
  const who = ACTORS.find((one) => one === actor) ?? "system";
  return {
    view: VIEWS.filter((one) => named.includes(one)),
    actor: who,
    edit: own,
    raw: raw ?? null,
  };
}

function toEdit(edit: AssertEvent["edit"]): Edit | null {
  const { type, message, tool_name, tool_args, tool_result, tool_call_id } = edit;
  if (type === "tool_call" && tool_name !== undefined) {
    const said = typeof tool_result === "string" ? tool_result : JSON.stringify(tool_result ?? "");
    const call = { tool_name, tool_args: tool_args ?? {}, tool_result: said };
    return { type, ...call, ...(tool_call_id === undefined ? {} : { tool_call_id }) };
  }
  if (message === undefined || (type !== "add_message" && type !== "set_system_message"))
    return null;
  const role = ROLES.find((one) => one === message.role) ?? "user";
  return { type, message: { role, content: message.content } };
}

function toOpinions(row: ScoreRow): ForeignOpinion[] {
  const common = { judge: row.judge_model ?? "ASSERT", kind: "model", category: null } as const;
  const { verdict } = row;
  if (!isScored(row) || !verdict) {
    const reason = String(row.judge_error ?? "It was not judged.");
    return [{ ...common, dimension: VIOLATION, outcome: "unscored", reason }];
  }
  const reasons = (verdict.dimension_justifications ?? {}) as Readonly<Record<string, unknown>>;
  const whole = Object.keys(verdict.dimensions ?? {}).map((dimension) => ({
    ...common,
    dimension,
    outcome: outcomeOf(votesOn(row, dimension)),
    reason: String(reasons[dimension] ?? verdict.justification ?? ""),
  }));
  const nodes = (verdict.node_judgments ?? []).flatMap((node): ForeignOpinion[] => {
    const { node_name, relevant, violated, reasoning } = node;
    if (node_name === undefined) return [];
    const outcome = relevant === false ? "not_applicable" : outcomeOf(violated ?? null);
    const reason = String(reasoning ?? "");
    return [{ ...common, dimension: VIOLATION, category: node_name, outcome, reason }];
  });
  return [...whole, ...nodes];
}

function outcomeOf(vote: boolean | "not-applicable" | null): Outcome {
  if (vote === null) return "inconclusive";
  if (vote === "not-applicable") return "not_applicable";
  return vote ? "yes" : "no";
}
