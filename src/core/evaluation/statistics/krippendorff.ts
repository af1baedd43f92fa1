/** How far apart two values are, by what the scale means. */
export type Scale = "nominal" | "ordinal" | "interval" | "ratio";

/** What one unit was rated, by whoever rated it; null for who did not. */
export type Unit = readonly (number | null)[];

/**
 * Krippendorff's α by the coincidence matrix ("Computing Krippendorff's Alpha-Reliability", 2011): any number of raters, with gaps.
 * Units with fewer than two ratings say nothing and are left out. Null where no unit is left or all values are the same.
 */
export function krippendorffAlpha(units: readonly Unit[], scale: Scale): number | null {
  const rated = units
    .map((unit) => unit.filter((value) => value !== null))
    .filter((unit) => unit.length > 1);
  const values = [...new Set(rated.flat())].toSorted((a, b) => a - b);
  const coincidences = coincidencesOf(rated, values);
  const totals = coincidences.map((row) => row.reduce((sum, share) => sum + share, 0));
  const n = totals.reduce((sum, total) => sum + total, 0);
  const distance = distanceOf(scale, values, totals);
  let observed = 0;
  let expected = 0;
  for (const [i, row] of coincidences.entries())
    for (const [j, share] of row.entries()) {
      const apart = distance(i, j);
      observed += share * apart;
      expected += (totals[i] ?? 0) * (totals[j] ?? 0) * apart;
    }
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

/** Each ordered pair of ratings of one unit, weighed so that a unit counts as often as it was rated. */
function coincidencesOf(units: readonly (readonly number[])[], values: readonly number[]) {
  const at = new Map(values.map((value, i) => [value, i]));
  const matrix = values.map(() => values.map(() => 0));
  for (const unit of units)
    for (const [i, one] of unit.entries())
      for (const [j, other] of unit.entries()) {
        const row = matrix[at.get(one) ?? -1];
        const column = at.get(other);
        if (i === j || row === undefined || column === undefined) continue;
        row[column] = (row[column] ?? 0) + 1 / (unit.length - 1);
      }
  return matrix;
}

/** The squared distance of the values at two places. */
function distanceOf(scale: Scale, values: readonly number[], totals: readonly number[]) {
  const valueAt = (i: number): number => values[i] ?? 0;
  const squares: Record<Scale, (i: number, j: number) => number> = {
    nominal: (i, j) => (i === j ? 0 : 1),
    interval: (i, j) => (valueAt(i) - valueAt(j)) ** 2,
    ratio: (i, j) => {
      const sum = valueAt(i) + valueAt(j);
      return sum === 0 ? 0 : ((valueAt(i) - valueAt(j)) / sum) ** 2;
    },
    ordinal: (i, j) => {
      const [low, high] = [Math.min(i, j), Math.max(i, j)];
      const between = totals.slice(low, high + 1).reduce((sum, total) => sum + total, 0);
      return (between - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2) ** 2;
    },
  };
  return squares[scale];
}
