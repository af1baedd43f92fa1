import type { CitationPart } from "./citation/resolve.ts";
import type { Identity } from "./identity.ts";
import type { Seen } from "./rule/finding.ts";
import { gravest, isDecided, type Outcome } from "./rule/outcome.ts";

/** What one judge says of one trial, in one respect. */
export type Opinion = {
  readonly judge: Identity;
  readonly kind: "rule" | "model" | "person";
  readonly outcome: Outcome;
  /** For people. */
  readonly reason: string;
  /** Places that a rule went by. */
  readonly seen: readonly Seen[];
  /** Quotations that a model or a person gave, resolved. */
  readonly citations: readonly CitationPart[];
  /** On a dimension's own scale, where it has one. */
  readonly grade?: string;
};

/** Who made a verdict; null where nobody could. */
export type DecidedBy = Opinion["kind"] | null;

/** What a panel says. Opinions that were overruled stay with it, and `conflict` says that there are some. */
export type PanelVerdict = {
  readonly outcome: Outcome;
  readonly decidedBy: DecidedBy;
  readonly conflict: boolean;
  readonly opinions: readonly Opinion[];
};

/** A panel's verdict of a trial. */
export type Verdict = PanelVerdict & {
  readonly trial: Identity;
  readonly case: Identity;
  readonly dimension: string;
  /** The category judged; null for the trial as a whole. */
  readonly category: string | null;
};

/** Whoever has seen it with their own eyes comes first; a rule says the same always, a model what it says today. */
const ORDER: readonly Opinion["kind"][] = ["person", "rule", "model"];

/**
 * The most trusted kind that has an answer decides. Among rules a yes stands, since each looks for one thing; among models and among
 * people the majority does, and a tie is inconclusive. Without an answer the gravest reason is told; without a judge it is `unscored`.
 */
export function decidePanel(opinions: readonly Opinion[]): PanelVerdict {
  const answers = opinions.filter(({ outcome }) => isDecided(outcome));
  const conflict = new Set(answers.map(({ outcome }) => outcome)).size > 1;
  for (const kind of ORDER) {
    const own = answers.filter((opinion) => opinion.kind === kind).map(({ outcome }) => outcome);
    if (own.length === 0) continue;
    const outcome = kind === "rule" ? strictest(own) : majority(own);
    return { outcome, decidedBy: kind, conflict, opinions };
  }
  const outcome = gravest(opinions.map((opinion) => opinion.outcome));
  return { outcome, decidedBy: null, conflict, opinions };
}

const strictest = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.includes("yes") ? "yes" : "no";

function majority(outcomes: readonly Outcome[]): Outcome {
  const yes = outcomes.filter((outcome) => outcome === "yes").length;
  if (yes * 2 === outcomes.length) return "inconclusive";
  return yes * 2 > outcomes.length ? "yes" : "no";
}
