/**
 * Agreement of a fixed number of raters beyond chance (Fleiss, 1971). `counts[i]?.[j]` is how many raters put item i into category j;
 * each row has the same sum, two or more, else a RangeError. Null where there are no items or chance alone agrees always.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const [first] = counts;
  if (first === undefined) return null;
  const raters = sumOf(first);
  if (raters < 2 || counts.some((row) => sumOf(row) !== raters || row.length !== first.length))
    throw new RangeError("Each item needs the same number of raters, two or more.");
  const pairs = raters * (raters - 1);
  const observed =
    counts.reduce((sum, row) => sum + (sumOf(row.map((k) => k * k)) - raters) / pairs, 0) /
    counts.length;
  const chance = first.reduce((sum, _, j) => {
    const share = sumOf(counts.map((row) => row[j] ?? 0)) / (counts.length * raters);
    return sum + share * share;
  }, 0);
  return 1 - chance < 1e-12 ? null : (observed - chance) / (1 - chance);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
