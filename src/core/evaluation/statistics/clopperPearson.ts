import { betaQuantile } from "./beta.ts";
import { CONFIDENCE, checkConfidence, checkCount, type Interval } from "./interval.ts";

/** The exact interval of a share (Clopper and Pearson, 1934): it covers at least as often as it says. */
export function clopperPearson(
  count: number,
  n: number,
  confidence: number = CONFIDENCE,
): Interval {
  const tail = (1 - confidence) / 2;
  return { ...boundsOf(count, n, tail, confidence), confidence, method: "Clopper-Pearson exact" };
}

/** From 0 to the exact upper bound: what an absolute limit on a rate is compared with. */
export function clopperPearsonUpper(
  count: number,
  n: number,
  confidence: number = CONFIDENCE,
): Interval {
  const { upper } = boundsOf(count, n, 1 - confidence, confidence);
  return { lower: 0, upper, confidence, method: "Clopper-Pearson exact, one-sided" };
}

function boundsOf(count: number, n: number, tail: number, confidence: number) {
  checkCount(count, n);
  checkConfidence(confidence);
  return {
    lower: count === 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    upper: count === n ? 1 : betaQuantile(1 - tail, count + 1, n - count),
  };
}
