/** Fewer than these are not shown: a figure is not about anybody in particular. */
export const SMALLEST = 5;

/**
 * The counts of one group, of which the sum may be known: small ones are left out, and where that leaves out just one, the next
 * smallest with it, since the sum would tell. None at all is no secret.
 */
export function withoutSmallCells(counts: readonly number[]): (number | null)[] {
  const hidden = new Set(counts.flatMap((count, i) => (count > 0 && count < SMALLEST ? [i] : [])));
  if (hidden.size === 1) {
    const shown = counts
      .map((count, i) => ({ count, i }))
      .filter(({ count, i }) => count > 0 && !hidden.has(i));
    const next = shown.sort((a, b) => a.count - b.count)[0];
    if (next) hidden.add(next.i);
  }
  return counts.map((count, i) => (hidden.has(i) ? null : count));
}
