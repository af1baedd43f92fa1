import { CONFIDENCE, checkConfidence, type Interval } from "./interval.ts";
import { drawBelow, randomOf } from "./random.ts";

/** `replicates` resamples are drawn from the stream of `seed`; what stands in one list is drawn together or not at all. */
export type Resampling = {
  readonly seed: string | number;
  readonly replicates?: number;
  readonly confidence?: number;
};

/**
 * The percentile interval of any statistic over resampled clusters. Give each value a cluster of its own where values are independent.
 * Null where there is nothing to draw from.
 */
export function bootstrap<T>(
  clusters: readonly (readonly T[])[],
  statistic: (values: readonly T[]) => number,
  { seed, replicates = 2_000, confidence = CONFIDENCE }: Resampling,
): Interval | null {
  checkConfidence(confidence);
  if (clusters.length === 0) return null;
  const random = randomOf(seed);
  const draw = () => clusters[drawBelow(random, clusters.length)] ?? [];
  const results = Array.from({ length: replicates }, () =>
    statistic(Array.from(clusters, draw).flat()),
  ).sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return {
    lower: quantileOf(results, tail),
    upper: quantileOf(results, 1 - tail),
    confidence,
    method: `bootstrap percentile, ${replicates} replicates, seed ${seed}`,
  };
}

/** Between the two nearest of sorted values, in proportion. */
function quantileOf(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
