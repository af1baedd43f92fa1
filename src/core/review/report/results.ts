import { type Block, facts, heading, prose, quote, table } from "../paper/block.ts";
import type { ReviewResult, ReviewState } from "../reviewState.ts";
import { SEVERITIES } from "../reviewWords.ts";
import {
  CONFIDENCE_SAYS,
  EVIDENCE_SAYS,
  INTEGRITY_SAYS,
  SEVERITY_SCALE,
} from "../severityScale.ts";
import { partyName, spoken } from "./reportInput.ts";

/** An unreliable result feeds no severity, whatever was written down beside it. */
export function severityOf({ content }: ReviewResult): string {
  if (content.integrity === "unreliable") return "none: an unreliable result feeds no severity";
  return content.severity === null ? "none is claimed" : content.severity;
}

function rating(result: ReviewResult): readonly (readonly [string, string])[] {
  const { evidence, confidence, integrity, run } = result.content;
  return [
    ["Severity", severityOf(result)],
    ["Evidence", `${spoken(evidence)}: ${EVIDENCE_SAYS[evidence]}`],
    ["Confidence", `${confidence}: ${CONFIDENCE_SAYS[confidence]}`],
    ["Integrity", `${spoken(integrity)}: ${INTEGRITY_SAYS[integrity]}`],
    ...(run === null
      ? [["Run", "none is named"] as const]
      : Object.entries(run).map(([name, text]) => [`Run: ${name}`, text] as const)),
  ];
}

function replyBlock({ reply }: ReviewResult, lab: string, withNames: boolean): Block {
  if (reply === null) return prose("The lab has attached no reply. Until then it is not shared.");
  const who = withNames ? `${reply.by} for ${lab}` : lab;
  return quote(`Reply of ${who}, ${reply.at}`, reply.text);
}

function sharedLine(state: ReviewState, { shared }: ReviewResult): readonly [string, string] {
  if (shared === null) return ["Shared", "with nobody yet"];
  const names = shared.with.map((partyId) => partyName(state, partyId)).join(", ");
  return ["Shared", `with ${names}, since ${shared.at}`];
}

function resultBlocks(
  state: ReviewState,
  result: ReviewResult,
  number: number,
  withNames: boolean,
): readonly Block[] {
  const party = partyName(state, result.partyId);
  return [
    heading(`Result ${number}`, 3),
    quote("Claim", result.content.claim),
    quote("Method", result.content.method),
    facts(
      ["Given", `${withNames ? `${result.by}, ${party}` : party}, ${result.at}`],
      ...rating(result),
      ...(withNames ? [sharedLine(state, result)] : []),
      ...(withNames && result.reports.length > 0
        ? [["Filed with the clearinghouse", result.reports.join(", ")] as const]
        : []),
    ),
    replyBlock(result, state.lab.name, withNames),
  ];
}

/** Each with its evidence and the lab's reply beside it, numbered in the order in which they were given. */
export function resultsOf(
  state: ReviewState,
  withNames: boolean,
  isShown: (result: ReviewResult) => boolean,
): readonly Block[] {
  const shown = state.results.flatMap((result, at) =>
    isShown(result) ? [resultBlocks(state, result, at + 1, withNames)] : [],
  );
  return [
    heading("Results"),
    ...(shown.length === 0 ? [prose("There is none to show.")] : shown.flat()),
    heading("The scale of severity", 3),
    table(
      ["Severity", "Meaning"],
      SEVERITIES.map((severity) => [severity, SEVERITY_SCALE[severity]]),
    ),
  ];
}
