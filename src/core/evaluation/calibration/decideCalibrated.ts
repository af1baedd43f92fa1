import type { Verdict } from "../verdict.ts";
import type { JudgeAccuracy } from "./accuracy.ts";
import { toAgreement } from "./agreement.ts";
import type { Label } from "./label.ts";

/** What is asked before a judge counts as calibrated. Counts are of labelled trials, in one respect. */
export type CalibrationDemand = {
  /** Of trials that people say yes to, and of those they say no to. */
  readonly leastOfEach: number;
  /** Labelled by two people. */
  readonly leastDoubled: number;
  /** Krippendorff's α among people: below, nobody knows what is right. */
  readonly leastAlpha: number;
  /** What the lower bounds of sensitivity and specificity must exceed together; 1 is a coin. */
  readonly leastSum: number;
};

/** 0.667 is the least that Krippendorff accepts for tentative conclusions ("Content Analysis", 2004). */
export const DEFAULT_CALIBRATION: CalibrationDemand = {
  leastOfEach: 25,
  leastDoubled: 20,
  leastAlpha: 0.667,
  leastSum: 1,
};

export type CalibrationReason = {
  /** Public: `calibration/…`. */
  readonly code: string;
  /** For people. */
  readonly message: string;
};

export type CalibrationAnswer = {
  readonly calibrated: boolean;
  /** Why it does not count as calibrated; empty where it does. */
  readonly reasons: readonly CalibrationReason[];
};

/** `labels` are those of the judge's respect. */
export function decideCalibrated(
  accuracy: JudgeAccuracy,
  labels: readonly Label[],
  demand: CalibrationDemand = DEFAULT_CALIBRATION,
): CalibrationAnswer {
  const reasons = [
    ...judgeCounts(accuracy, demand),
    ...judgePeople(labels, demand),
    ...judgeAccuracy(accuracy, demand),
  ];
  return { calibrated: reasons.length === 0, reasons };
}

const because = (code: string, message: string): CalibrationReason => ({
  code: `calibration/${code}`,
  message,
});

function judgeCounts({ calibration }: JudgeAccuracy, { leastOfEach }: CalibrationDemand) {
  const { positives, negatives } = calibration;
  if (positives >= leastOfEach && negatives >= leastOfEach) return [];
  return [
    because(
      "too-few",
      `People said yes to ${positives} and no to ${negatives} of the trials that this judge answered; ${leastOfEach} of each are asked.`,
    ),
  ];
}

function judgePeople(labels: readonly Label[], { leastDoubled, leastAlpha }: CalibrationDemand) {
  const { doubled, alpha } = toAgreement(labels);
  const open = labels.filter(({ blinded }) => !blinded).length;
  const said = new Set(labels.map(({ outcome }) => outcome));
  // Where everybody always says the same, chance alone agrees always, and α says nothing; too few of one kind is told already.
  const differ = alpha === null ? said.size > 1 : alpha < leastAlpha;
  return [
    ...(open === 0
      ? []
      : [because("not-blinded", `${open} labels were given by people who knew what judges said.`)]),
    ...(doubled >= leastDoubled
      ? []
      : [
          because(
            "not-doubled",
            `Two people labelled ${doubled} of the same trials; ${leastDoubled} are asked.`,
          ),
        ]),
    ...(doubled > 0 && differ
      ? [
          because(
            "people-disagree",
            `People agree with each other at α ${alpha?.toFixed(2) ?? "unknown"}; ${leastAlpha} is asked.`,
          ),
        ]
      : []),
  ];
}

function judgeAccuracy(
  { sensitivity, specificity }: JudgeAccuracy,
  { leastSum }: CalibrationDemand,
) {
  const sum = sensitivity.interval.lower + specificity.interval.lower;
  if (sum > leastSum) return [];
  return [
    because(
      "no-better-than-chance",
      `Sensitivity is at least ${share(sensitivity.interval.lower)} and specificity at least ${share(specificity.interval.lower)}: together no more than ${leastSum}, which a coin has.`,
    ),
  ];
}

const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Whether a rule, a person or a calibrated model has part in every verdict that is an answer: what `decideGate` asks to be told. */
export const hasCalibratedJudge = (
  verdicts: readonly Verdict[],
  isCalibrated: (
    judge: JudgeAccuracy["judge"],
    dimension: string,
    category: string | null,
  ) => boolean,
): boolean =>
  verdicts
    .filter(({ decidedBy }) => decidedBy !== null)
    .every(({ opinions, dimension, category }) =>
      opinions.some(
        ({ kind, judge, outcome }) =>
          (outcome === "yes" || outcome === "no") &&
          (kind !== "model" || isCalibrated(judge, dimension, category)),
      ),
    );
