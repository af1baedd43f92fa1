/** Holm's step-down adjustment: p-values, in the order given, that may be held against one level although many were looked at. */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = pValues.map(() => 1);
  const order = pValues.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p);
  let least = 0;
  for (const [rank, { p, at }] of order.entries()) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no p-value.`);
    least = Math.max(least, Math.min(1, p * (pValues.length - rank)));
    adjusted[at] = least;
  }
  return adjusted;
}
