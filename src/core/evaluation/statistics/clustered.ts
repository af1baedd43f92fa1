import { CONFIDENCE, checkConfidence, type Interval } from "./interval.ts";
import { reachOf } from "./normal.ts";
import { wilsonBounds } from "./wilson.ts";

/** A rate over trials that come in clusters (many trials of one case), with what the clusters cost. */
export type ClusteredRate = {
  readonly rate: number | null;
  readonly n: number;
  readonly clusters: number;
  readonly standardError: number | null;
  /** As many independent trials would say as much. */
  readonly effectiveN: number;
  readonly interval: Interval;
};

/**
 * The sandwich estimate over clusters, with the correction G/(G-1), turned into an effective n for Wilson's interval, which stays within
 * 0 and 1. Where every trial said the same, or one cluster is all there is, each cluster counts once: the cautious reading.
 */
export function clusteredRate(
  clusters: readonly (readonly boolean[])[],
  confidence: number = CONFIDENCE,
): ClusteredRate {
  checkConfidence(confidence);
  const filled = clusters.filter((cluster) => cluster.length > 0);
  const n = filled.reduce((sum, cluster) => sum + cluster.length, 0);
  const count = filled.flat().filter(Boolean).length;
  const method = "Wilson score, cluster-robust";
  if (n === 0) {
    const interval = { lower: 0, upper: 1, confidence, method };
    return { rate: null, n, clusters: 0, standardError: null, effectiveN: 0, interval };
  }
  const rate = count / n;
  const groups = filled.length;
  const squares = sumSquares(filled, count, n);
  const known = groups > 1 && rate > 0 && rate < 1;
  const variance = known ? ((groups / (groups - 1)) * squares) / (n * n) : null;
  const effectiveN =
    variance === null ? groups : Math.min(n, (rate * (1 - rate)) / Math.max(variance, 1e-300));
  const bounds = wilsonBounds(rate, effectiveN, reachOf(confidence));
  return {
    rate,
    n,
    clusters: groups,
    standardError: variance === null ? null : Math.sqrt(variance),
    effectiveN,
    interval: { ...bounds, confidence, method },
  };
}

/** Of what each cluster has beyond the rate. In whole numbers until the end: the order of the clusters changes no bit. */
function sumSquares(clusters: readonly (readonly boolean[])[], count: number, n: number): number {
  let sum = 0n;
  for (const cluster of clusters) {
    const residual = BigInt(cluster.filter(Boolean).length * n - count * cluster.length);
    sum += residual * residual;
  }
  return Number(sum) / (n * n);
}
