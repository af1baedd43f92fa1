import { CONFIDENCE, checkConfidence, checkCount, clampShare, type Interval } from "./interval.ts";
import { reachOf } from "./normal.ts";

/** Wilson's score interval of a share (1927). Of nothing counted nothing is known: 0 to 1. */
export function wilson(count: number, n: number, confidence: number = CONFIDENCE): Interval {
  checkCount(count, n);
  checkConfidence(confidence);
  const bounds = wilsonBounds(n === 0 ? 0 : count / n, n, reachOf(confidence));
  return { ...bounds, confidence, method: "Wilson score" };
}

/** For a share of an n that need not be whole (an effective one), and a reach in standard errors. */
export function wilsonBounds(
  share: number,
  n: number,
  reach: number,
): { readonly lower: number; readonly upper: number } {
  if (n === 0) return { lower: 0, upper: 1 };
  const square = reach * reach;
  const scale = 1 + square / n;
  const centre = (share + square / (2 * n)) / scale;
  const spread = (reach * Math.sqrt((share * (1 - share) + square / (4 * n)) / n)) / scale;
  return {
    lower: share === 0 ? 0 : clampShare(centre - spread),
    upper: share === 1 ? 1 : clampShare(centre + spread),
  };
}
