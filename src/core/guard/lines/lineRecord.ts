import type { TextVerdict } from "../evaluateText.ts";
import type { Held } from "../stream/openStream.ts";
import { UNREADABLE } from "../unreadable.ts";
import type { Action, Finding } from "../verdict.ts";
import type { LineId } from "./guardLine.ts";

/** A finding as it is written for other programs. */
const toFindingRecord = ({ ruleId, type, start, end, action, citation }: FindingHead) => ({
  ruleId,
  type,
  start,
  end,
  action,
  citation: { standard: citation.standard, clause: citation.clause, url: citation.url },
});
type FindingHead = Pick<Finding, "ruleId" | "type" | "start" | "end" | "action" | "citation">;

/** Findings written at a time: a text of millions of them would make a string longer than there can be. */
const FINDINGS_AT_ONCE = 1_000;

function* findingsJson(findings: readonly FindingHead[]): Generator<string> {
  for (let at = 0; at < findings.length; at += FINDINGS_AT_ONCE) {
    const some = findings.slice(at, at + FINDINGS_AT_ONCE).map(toFindingRecord);
    yield `${at === 0 ? "" : ","}${JSON.stringify(some).slice(1, -1)}`;
  }
}

/** `{"id","verdict","findings","output"}` as JSON with its newline, in pieces. */
export function* verdictRecord(id: LineId, verdict: TextVerdict): Generator<string> {
  yield `{"id":${JSON.stringify(id)},"verdict":"${verdict.action}","findings":[`;
  yield* findingsJson(verdict.findings);
  yield `],"output":${JSON.stringify(verdict.output)}}\n`;
}

/** The same for a line that cannot be read: nothing of it may leave. */
export const unreadableRecord = (id: LineId, error: string): string =>
  `${JSON.stringify({ id, verdict: "block", findings: [toFindingRecord({ ...UNREADABLE, start: 0, end: 0 })], output: null, error })}\n`;

/** `{"id","emitted","verdict","held"}` as JSON with its newline. */
export const streamRecord = (
  id: LineId,
  emitted: readonly string[],
  verdict: Action,
  held: Held,
): string =>
  `${JSON.stringify({ id, emitted, verdict, held: { mean: held.mean, max: held.max } })}\n`;

export const unreadableStreamRecord = (id: LineId, error: string): string =>
  `${JSON.stringify({ id, emitted: [], verdict: "block", held: { mean: 0, max: 0 }, error })}\n`;
