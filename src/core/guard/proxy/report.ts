import type { Json } from "../../canonicalJson.ts";
import { type Action, join } from "../verdict.ts";
import type { Lane, PartFinding } from "./lane.ts";

/** What became of an answer. `held`: a person was asked and has not answered in time. */
export type Outcome = "sent" | "rewritten" | "held" | "blocked" | "released";

/** What the guard says of one exchange, without a word of it. */
export type ProxyReport = {
  readonly verdict: Action;
  readonly outcome: Outcome;
  readonly findings: readonly PartFinding[];
  /** Hash of what was looked for, and for whom. */
  readonly policy: string;
  readonly reason?: string;
};

/** Findings that stand in a report to the client; their number is always told. */
const MOST_TOLD = 100;

export const verdictOfLanes = (lanes: readonly Lane[]): Action =>
  lanes.map((lane) => lane.action()).reduce<Action>(join, "pass");

export const outcomeOf = (verdict: Action): Outcome =>
  verdict === "pass" ? "sent" : verdict === "rewrite" ? "rewritten" : "blocked";

/** As the client is told. Neither values nor cases: whoever reads this is the audience. */
export function toTold({ verdict, outcome, findings, policy, reason }: ProxyReport): Json {
  return {
    verdict,
    outcome,
    policy,
    count: findings.length,
    findings: findings
      .slice(0, MOST_TOLD)
      .map(({ ruleId, type, action, citation, part, start, end, message }) => ({
        ruleId,
        type,
        action,
        citation: { ...citation },
        part,
        start,
        end,
        message,
      })),
    ...(reason !== undefined && { reason }),
  };
}

export const toHeaders = ({ verdict, findings, policy }: ProxyReport): Record<string, string> => ({
  "assay-guard-verdict": verdict,
  "assay-guard-findings": String(findings.length),
  "assay-guard-policy": policy,
});
