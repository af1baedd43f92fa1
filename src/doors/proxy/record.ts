import type { Lane } from "#core/guard/proxy/lane.ts";
import { outcomeOf, type ProxyReport, verdictOfLanes } from "#core/guard/proxy/report.ts";
import type { Whole } from "#core/guard/proxy/wire.ts";
import type { AnswerRecord, Exchange, Exchanged } from "./parts.ts";

type Given = Pick<Exchange, "parts" | "policy" | "begun">;
const NOTHING: ReadonlyMap<string, string> = new Map();

export const textsIn = (lanes: readonly Lane[]): ReadonlyMap<string, string> =>
  new Map(lanes.flatMap((lane) => [...lane.texts()]));

/** The record of one answer: the first that is put. */
export function answerRecord({ parts, policy, begun }: Given): AnswerRecord {
  let isMade = false;
  return {
    put: (judged) => {
      if (isMade) return;
      isMade = true;
      const milliseconds = performance.now() - begun;
      const { audience, record } = policy;
      parts.record?.({ ...judged, audience, policy: record, milliseconds });
    },
  };
}

/** An answer of which nothing went on, as it could not be read, or could not be carried out. */
export const brokenAnswer = (
  { policy }: Pick<Exchange, "policy">,
  reason: string,
): Pick<Exchanged, "report" | "texts" | "output" | "decidedBy"> => {
  const judged = { verdict: "pass", outcome: "blocked", findings: [] } as const;
  const report: ProxyReport = { ...judged, policy: policy.record.hash, reason };
  return { report, texts: NOTHING, output: NOTHING, decidedBy: null };
};

/** What is no answer of a model's, and left as it was judged: an error, a list. */
export function otherAnswer({ lanes, sent }: Whole, { policy }: Pick<Exchange, "policy">) {
  const verdict = verdictOfLanes(lanes);
  const findings = lanes.flatMap((lane) => lane.findings());
  const outcome = outcomeOf(verdict);
  const report: ProxyReport = { verdict, outcome, findings, policy: policy.record.hash };
  return { report, texts: textsIn(lanes), output: sent.texts, decidedBy: null };
}
