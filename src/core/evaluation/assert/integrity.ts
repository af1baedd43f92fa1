import type { CitableMessage } from "../citation/source.ts";
import { isFields } from "./reading.ts";
import { isScored, type ScoreRow, type TranscriptRow } from "./rows.ts";

/** A reason for which something does not count, and how often. */
export type Exclusion = { readonly reason: string; readonly n: number };

/** Rows of a run that have no part in its rates, by reason: `transcripts` are the cases that ran, `cases` how many there are, where known. */
export function toExclusions(
  scores: readonly ScoreRow[],
  transcripts: readonly string[],
  cases: number | null = null,
): Exclusion[] {
  const judged = new Set(scores.map(({ test_case_id }) => test_case_id));
  const run = new Set(transcripts);
  const counts = [
    { reason: "judge_error", n: scores.filter((row) => !isScored(row)).length },
    { reason: "not_judged", n: [...run].filter((id) => !judged.has(id)).length },
    {
      reason: "not_run",
      n: cases === null ? 0 : Math.max(0, cases - new Set([...run, ...judged]).size),
    },
  ];
  return counts.filter(({ n }) => n > 0);
}

/** What the rows themselves say against their verdicts. They were counted all the same: whoever reads the rates should know. */
export type Integrity = {
  /** Rows of a traced target without a single span: what the target did was not seen. */
  readonly evidenceMissing: number;
  /** Verdicts whose dimension and categories contradict one another, rewritten without a word. */
  readonly contradictions: number;
  readonly citations: number;
  /** Quotations that stand nowhere, or in several places. */
  readonly unresolvedCitations: number;
};

export function toIntegrity(
  scores: readonly ScoreRow[],
  transcripts: readonly TranscriptRow[],
): Integrity {
  const parts = scores.flatMap(
    ({ verdict }) => verdict?.citations?.flatMap((citation) => citation.parts) ?? [],
  );
  return {
    evidenceMissing: transcripts.filter(isTracedWithoutSpans).length,
    contradictions: scores.filter(({ verdict }) =>
      contradictsItself(verdict?.judgment_warnings ?? []),
    ).length,
    citations: parts.length,
    unresolvedCitations: parts.filter(({ resolution }) => resolution.status !== "resolved").length,
  };
}

const CONTRADICTIONS = [
  "policy_violation_without_violated_node",
  "violated_node_without_policy_violation",
];
const contradictsItself = (warnings: readonly string[]): boolean =>
  warnings.some((warning) => CONTRADICTIONS.includes(warning));

type Raw = { readonly session?: { readonly trace_backend?: unknown } };
type Traced = {
  readonly trace_events?: readonly unknown[];
  readonly trace_metadata?: { readonly llm_call_count?: unknown };
};

/** A tracing backend was set up, and neither an event nor a call of a model came out of it. */
function isTracedWithoutSpans({ events }: TranscriptRow): boolean {
  const isTraced = events.some(({ raw }) => (raw as Raw | null)?.session?.trace_backend != null);
  const isSeen = events.some(({ raw, edit }) => {
    const { trace_events: seen, trace_metadata: about } = (raw ?? {}) as Traced;
    return (
      edit.type === "tool_call" || (seen?.length ?? 0) > 0 || Number(about?.llm_call_count) > 0
    );
  });
  return isTraced && !isSeen;
}

/** The messages of a view as a judge cites them, numbered from 1, calls of tools among them. */
export function toCitableMessages(row: TranscriptRow, view = "target"): CitableMessage[] {
  const shown = row.events.flatMap(({ view: views, edit }, at) => {
    if (![views].flat().includes(view)) return [];
    const messageId = `event:${at}`;
    if (edit.message !== undefined) return [{ messageId, text: edit.message.content }];
    if (edit.type !== "tool_call") return [];
    const result = typeof edit.tool_result === "string" ? edit.tool_result : "";
    const toolArguments = Object.fromEntries(
      Object.entries(isFields(edit.tool_args) ? edit.tool_args : {}).map(([name, value]) => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
    const text = `[Tool call: ${edit.tool_name}(${JSON.stringify(edit.tool_args ?? {})}) → ${result}]`;
    return [{ messageId, text, toolCallId: edit.tool_call_id, toolArguments, toolResult: result }];
  });
  return shown.map((message, i) => ({ ...message, index: String(i + 1) }));
}
