import { CONFIDENCE, checkConfidence, checkCount, clampShare, type Interval } from "./interval.ts";
import { reachOf } from "./normal.ts";
import { wilson } from "./wilson.ts";

/** How often a judge is right: of what holds it says so with `sensitivity`, of what does not it says no with `specificity`. */
export type Accuracy = { readonly sensitivity: number; readonly specificity: number };

/** What people's labels say of a judge: right of all that hold, right of all that do not. */
export type Calibration = {
  readonly truePositives: number;
  readonly positives: number;
  readonly trueNegatives: number;
  readonly negatives: number;
};

export type CorrectedRate = { readonly rate: number; readonly interval: Interval };

/**
 * The rate behind an observed one (Rogan and Gladen, 1978), within 0 and 1. Null where the judge is no better than a coin: its verdicts
 * say nothing of the rate.
 */
export function roganGladen(observed: number, accuracy: Accuracy): number | null {
  const rate = uncorrect(observed, accuracy);
  return rate === null ? null : clampShare(rate);
}

function uncorrect(observed: number, { sensitivity, specificity }: Accuracy): number | null {
  const youden = sensitivity + specificity - 1;
  return youden > 1e-9 ? (observed + specificity - 1) / youden : null;
}

/** With an accuracy that is known and not estimated: both of Wilson's bounds, corrected. */
export function correctedRate(
  count: number,
  n: number,
  accuracy: Accuracy,
  confidence: number = CONFIDENCE,
): CorrectedRate | null {
  const observed = wilson(count, n, confidence);
  const rate = roganGladen(n === 0 ? 0 : count / n, accuracy);
  const lower = roganGladen(observed.lower, accuracy);
  const upper = roganGladen(observed.upper, accuracy);
  if (rate === null || lower === null || upper === null) return null;
  const method = "Rogan-Gladen over Wilson score, accuracy known";
  return { rate, interval: { lower, upper, confidence, method } };
}

/**
 * With an accuracy that was itself estimated, whose uncertainty widens the interval (Lang and Reiczigel, Preventive Veterinary Medicine
 * 113, 2014). Null where nothing was labelled of one kind, or the judge is no better than a coin.
 */
export function calibratedRate(
  count: number,
  n: number,
  calibration: Calibration,
  confidence: number = CONFIDENCE,
): CorrectedRate | null {
  checkCount(count, n);
  checkConfidence(confidence);
  const { truePositives, positives, trueNegatives, negatives } = calibration;
  checkCount(truePositives, positives);
  checkCount(trueNegatives, negatives);
  if (n === 0 || positives === 0 || negatives === 0) return null;
  const rate = roganGladen(count / n, {
    sensitivity: truePositives / positives,
    specificity: trueNegatives / negatives,
  });
  const reach = reachOf(confidence);
  const square = reach * reach;
  const sensitivity = (truePositives + 1) / (positives + 2);
  const specificity = (trueNegatives + 1) / (negatives + 2);
  const observed = (count + square / 2) / (n + square);
  const centre = uncorrect(observed, { sensitivity, specificity });
  if (rate === null || centre === null) return null;
  const ofSensitivity = (sensitivity * (1 - sensitivity)) / (positives + 2);
  const ofSpecificity = (specificity * (1 - specificity)) / (negatives + 2);
  const youden = sensitivity + specificity - 1;
  const variance =
    (observed * (1 - observed)) / (n + square) +
    centre * centre * ofSensitivity +
    (1 - centre) * (1 - centre) * ofSpecificity;
  const shift = 2 * square * (centre * ofSensitivity - (1 - centre) * ofSpecificity);
  const spread = (reach * Math.sqrt(variance)) / youden;
  const interval = {
    lower: Math.min(rate, clampShare(centre + shift - spread)),
    upper: Math.max(rate, clampShare(centre + shift + spread)),
    confidence,
    method: "Rogan-Gladen, Lang-Reiczigel",
  };
  return { rate, interval };
}
