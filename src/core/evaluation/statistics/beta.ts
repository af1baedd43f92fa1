/** Lanczos' approximation, g = 7, nine terms: fifteen digits for positive arguments. */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** The natural logarithm of Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = LANCZOS.reduce((sum, c, i) => sum + c / (shifted + i + 1), 0.9999999999998099);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const keepFrom0 = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** Lentz's way through the continued fraction of the incomplete beta function (DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / keepFrom0(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  const most = 300 + 10 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m < most; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keepFrom0(1 + even * d);
    c = keepFrom0(1 + even / c);
    fraction *= c * d;
    d = 1 / keepFrom0(1 + odd * d);
    c = keepFrom0(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 4 * Number.EPSILON) break;
  }
  return fraction;
}

/** The regularised incomplete beta function I_x(a, b); a and b are positive. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return Math.min(1, (Math.exp(front) * betaFraction(x, a, b)) / a);
}

/** The x with I_x(a, b) = share, by halving: the function rises, and 60 halvings reach the last bit. */
export function betaQuantile(share: number, a: number, b: number): number {
  let lower = 0;
  let upper = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (lower + upper) / 2;
    if (betaCdf(middle, a, b) < share) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}
