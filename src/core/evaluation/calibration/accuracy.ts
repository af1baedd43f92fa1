import type { Identity } from "../identity.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import { type CohenKappa, cohenKappa } from "../statistics/cohenKappa.ts";
import { CONFIDENCE, type Interval } from "../statistics/interval.ts";
import type { Calibration } from "../statistics/roganGladen.ts";
import { wilson } from "../statistics/wilson.ts";
import type { Opinion } from "../verdict.ts";
import type { Truth } from "./truth.ts";

/** What one judge said of something that people labelled. */
export type Measured = { readonly truth: Truth; readonly outcome: Outcome };

/** Of `n` items of one kind, in effect, the share on which the judge is right. */
export type Share = {
  readonly rate: number | null;
  readonly n: number;
  readonly interval: Interval;
};

/** How often a judge is right in one respect, by people's labels. */
export type JudgeAccuracy = {
  readonly judge: Identity;
  readonly kind: Opinion["kind"];
  readonly dimension: string;
  readonly category: string | null;
  /** Rows: people say yes, no. Columns: the judge says yes, no. As counted, unweighted. */
  readonly table: readonly [readonly [number, number], readonly [number, number]];
  /** Of what people say yes to, how much the judge does; and of the no. */
  readonly sensitivity: Share;
  readonly specificity: Share;
  readonly kappa: CohenKappa;
  /** What a corrected rate is made with. Where the sample was drawn unevenly, these are the counts of an even one that says as much. */
  readonly calibration: Calibration;
  /** Labelled, and the judge gave no answer. */
  readonly silent: number;
};

export type JudgeName = Pick<JudgeAccuracy, "judge" | "kind" | "dimension" | "category">;

/**
 * By labels whose weights undo how they were drawn: a sample with as many yes as no of the judge's would else tell a sensitivity that the run
 * does not have (Begg and Greenes, Biometrics 39, 1983). Even weights give the plain counts.
 */
export function toAccuracy(
  name: JudgeName,
  measured: readonly Measured[],
  confidence: number = CONFIDENCE,
): JudgeAccuracy {
  const answers = measured.filter(({ outcome }) => isDecided(outcome));
  const cell = (isYes: boolean, outcome: Outcome) =>
    answers.filter((one) => one.truth.isYes === isYes && one.outcome === outcome);
  const cells = [
    [cell(true, "yes"), cell(true, "no")],
    [cell(false, "yes"), cell(false, "no")],
  ] as const;
  const isEven = new Set(answers.map(({ truth }) => truth.weight)).size < 2;
  // What the judge calls a no stands for more than what it calls a yes, or the other way: an empty cell is not known to be empty.
  const half = (column: 0 | 1): number =>
    isEven ? 0 : meanOf([...cells[0][column], ...cells[1][column]]);
  const positives = toEffective([cells[0][0], half(0)], [cells[0][1], half(1)]);
  const negatives = toEffective([cells[1][1], half(1)], [cells[1][0], half(0)]);
  const total = sumOf(answers);
  const scale = total === 0 ? 0 : answers.length / total;
  const weighted = cells.map((row) => row.map((own) => sumOf(own) * scale));
  return {
    ...name,
    table: [
      [cells[0][0].length, cells[0][1].length],
      [cells[1][0].length, cells[1][1].length],
    ],
    sensitivity: toShare(positives, confidence),
    specificity: toShare(negatives, confidence),
    kappa: cohenKappa(weighted, confidence),
    calibration: {
      truePositives: positives.right,
      positives: positives.n,
      trueNegatives: negatives.right,
      negatives: negatives.n,
    },
    silent: measured.length - answers.length,
  };
}

const sumOf = (items: readonly Measured[]): number =>
  items.reduce((sum, { truth }) => sum + truth.weight, 0);

const meanOf = (items: readonly Measured[]): number =>
  items.length === 0 ? 0 : sumOf(items) / items.length;

type Effective = { readonly rate: number | null; readonly right: number; readonly n: number };
/** Items of one cell, and what half an item more of it would weigh twice over. */
type Cell = readonly [items: readonly Measured[], weight: number];

/**
 * As many evenly drawn items as say as much (Kish), in whole numbers, rounded down: the cautious reading. Where weights are uneven, half an
 * item is added to each cell: that none of fifty was a miss is not that there is none among the thousand they stand for.
 */
function toEffective([right, ofRight]: Cell, [wrong, ofWrong]: Cell): Effective {
  const all = [...right, ...wrong];
  if (all.length === 0) return { rate: null, right: 0, n: 0 };
  const square = (items: readonly Measured[], weight: number): number =>
    items.reduce((sum, { truth }) => sum + truth.weight ** 2, (weight * weight) / 2);
  const [hits, misses] = [sumOf(right) + ofRight / 2, sumOf(wrong) + ofWrong / 2];
  const total = hits + misses;
  const n = Math.floor((total * total) / (square(right, ofRight) + square(wrong, ofWrong)) + 1e-9);
  const whole = Math.max(1, Math.min(all.length, n));
  return { rate: sumOf(right) / sumOf(all), right: Math.round((hits / total) * whole), n: whole };
}

const toShare = ({ rate, right, n }: Effective, confidence: number): Share => {
  const interval = wilson(right, n, confidence);
  const { lower, upper } = interval;
  return {
    rate,
    n,
    interval: {
      ...interval,
      lower: Math.min(lower, rate ?? lower),
      upper: Math.max(upper, rate ?? upper),
    },
  };
};
