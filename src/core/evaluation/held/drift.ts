import type { Outcome } from "../rule/outcome.ts";
import { CONFIDENCE, type Interval } from "../statistics/interval.ts";
import { mcnemar } from "../statistics/mcnemar.ts";
import { wilson } from "../statistics/wilson.ts";

/** What was said of each trial, by its identity. */
export type Said = ReadonlyMap<string, Outcome>;

export type AnchorAnswer = {
  readonly n: number;
  readonly agreed: number;
  readonly agreement: { readonly value: number | null; readonly interval: Interval };
  readonly drifted: boolean;
  /** For people. */
  readonly why: string;
};

const LEAST_P = 0.05;

/**
 * A judge against an anchor set, and against its own first answers: it drifted where it is right less or more often than it was by more
 * than chance would have it (exact McNemar over the same trials), and not because of a trial or two.
 */
export function checkAnchor(expected: Said, now: Said, first: Said | null): AnchorAnswer {
  const trials = [...expected.keys()];
  const isRight = (said: Said, trial: string): boolean => said.get(trial) === expected.get(trial);
  const agreed = trials.filter((trial) => isRight(now, trial)).length;
  const n = trials.length;
  const agreement = { value: n === 0 ? null : agreed / n, interval: wilson(agreed, n, CONFIDENCE) };
  if (first === null)
    return {
      n,
      agreed,
      agreement,
      drifted: false,
      why: "The first check: later ones are held against it.",
    };
  const lost = trials.filter((trial) => isRight(first, trial) && !isRight(now, trial)).length;
  const won = trials.filter((trial) => !isRight(first, trial) && isRight(now, trial)).length;
  const { twoSided } = mcnemar({ b: lost, c: won });
  const drifted = twoSided <= LEAST_P;
  const why = `Right before and wrong now: ${lost}; wrong before and right now: ${won}; exact McNemar p = ${twoSided.toPrecision(3)}.`;
  return { n, agreed, agreement, drifted, why };
}
