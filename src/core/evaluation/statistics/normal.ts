/** Below this the series of the distribution's middle is exact to the last digits; beyond it the tail's fraction is. */
const MIDDLE = 3;
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** The standard normal distribution function. */
export function normalCdf(x: number): number {
  if (x > MIDDLE) return 1 - upperTail(x);
  if (x < -MIDDLE) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum) && k < 200; k += 1) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density(x) * sum;
}

/** Mills' ratio as a continued fraction (Abramowitz and Stegun, 26.2.14). */
function upperTail(x: number): number {
  let fraction = 0;
  for (let k = 120; k >= 1; k -= 1) fraction = k / (x + fraction);
  return density(x) / (x + fraction);
}

/**
 * The quantile of the standard normal distribution, by Newton's and Halley's steps from a rational start (Abramowitz and Stegun,
 * 26.2.23). `share` is strictly between 0 and 1, else a RangeError.
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`No quantile at ${share}.`);
  if (share > 0.5) return -normalQuantile(1 - share);
  const t = Math.sqrt(-2 * Math.log(share));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let x = top / bottom - t;
  for (let step = 0; step < 4; step += 1) {
    const error = (normalCdf(x) - share) / density(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}

/** How many standard errors a two-sided interval reaches to each side: 1.95996 for 0.95. */
export const reachOf = (confidence: number): number => normalQuantile(0.5 + confidence / 2);
