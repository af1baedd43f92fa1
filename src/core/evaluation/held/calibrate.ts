import { isDecided, type Outcome } from "../rule/outcome.ts";
import { type CohenKappa, cohenKappa } from "../statistics/cohenKappa.ts";
import { CONFIDENCE, type Interval } from "../statistics/interval.ts";
import { type CorrectedRate, calibratedRate } from "../statistics/roganGladen.ts";
import { wilson } from "../statistics/wilson.ts";

/** What one person says of one trial. */
export type PersonSaid = { readonly number: number; readonly outcome: Outcome };

/** What people say together. */
export type Truth = {
  /** Trials that people agree on, with what they say: yes or no. */
  readonly agreed: ReadonlyMap<number, "yes" | "no">;
  /** Trials that people disagree on: no truth to measure a judge by. */
  readonly disputed: readonly number[];
  readonly labelled: number;
  /** Trials that two people or more gave an answer for. */
  readonly doubled: number;
  /** Of the first two answers to each of those. */
  readonly people: CohenKappa;
};

export function toTruth(labels: readonly PersonSaid[]): Truth {
  const answers = new Map<number, ("yes" | "no")[]>();
  for (const { number, outcome } of labels)
    if (isDecided(outcome)) answers.set(number, [...(answers.get(number) ?? []), outcome]);
  const agreed = new Map<number, "yes" | "no">();
  const disputed: number[] = [];
  for (const [number, [first, ...others]] of answers)
    if (others.some((other) => other !== first)) disputed.push(number);
    else if (first !== undefined) agreed.set(number, first);
  const doubled = [...answers.values()].filter((own) => own.length > 1);
  const count = (first: string, second: string): number =>
    doubled.filter((own) => own[0] === first && own[1] === second).length;
  return {
    agreed,
    disputed,
    labelled: new Set(labels.map(({ number }) => number)).size,
    doubled: doubled.length,
    people: cohenKappa([
      [count("yes", "yes"), count("yes", "no")],
      [count("no", "yes"), count("no", "no")],
    ]),
  };
}

/** A share with what it is of. */
export type Share = {
  readonly value: number | null;
  readonly n: number;
  readonly interval: Interval;
};

const toShare = (count: number, n: number, confidence: number): Share => ({
  value: n === 0 ? null : count / n,
  n,
  interval: wilson(count, n, confidence),
});

/** How a judge does against people, and what its rate comes to once its errors are taken out. */
export type JudgeCheck = {
  readonly sensitivity: Share;
  readonly specificity: Share;
  readonly kappa: CohenKappa;
  /** Rows: people say yes, no. Columns: the judge says yes, no. */
  readonly table: readonly [readonly [number, number], readonly [number, number]];
  readonly observed: { readonly yes: number; readonly n: number; readonly rate: number | null };
  readonly corrected: CorrectedRate | null;
  /** Trials with a truth on which the judge gave no answer. */
  readonly silent: number;
};

/** `said` is what the judge says of labelled trials; `observed` counts its answers over the whole run. */
export function checkJudge(
  truth: ReadonlyMap<number, "yes" | "no">,
  said: ReadonlyMap<number, Outcome>,
  observed: { readonly yes: number; readonly no: number },
  confidence: number = CONFIDENCE,
): JudgeCheck {
  const count = (people: string, judge: string): number =>
    [...truth].filter(([number, is]) => is === people && said.get(number) === judge).length;
  const table = [
    [count("yes", "yes"), count("yes", "no")],
    [count("no", "yes"), count("no", "no")],
  ] as const;
  const [[truePositives, missed], [mistaken, trueNegatives]] = table;
  const positives = truePositives + missed;
  const negatives = mistaken + trueNegatives;
  const n = observed.yes + observed.no;
  const calibration = { truePositives, positives, trueNegatives, negatives };
  return {
    sensitivity: toShare(truePositives, positives, confidence),
    specificity: toShare(trueNegatives, negatives, confidence),
    kappa: cohenKappa(table, confidence),
    table,
    observed: { yes: observed.yes, n, rate: n === 0 ? null : observed.yes / n },
    corrected: calibratedRate(observed.yes, n, calibration, confidence),
    silent: truth.size - positives - negatives,
  };
}
