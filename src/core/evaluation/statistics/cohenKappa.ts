import { CONFIDENCE, checkConfidence, type Interval } from "./interval.ts";
import { reachOf } from "./normal.ts";

/** Agreement of two raters beyond chance. `kappa` is null where chance alone agrees always, or nothing was rated. */
export type CohenKappa = {
  readonly kappa: number | null;
  readonly interval: Interval | null;
  /** Share of the items on which both said the same. */
  readonly agreement: number | null;
  readonly n: number;
};

/** `table[i]?.[j]` counts items that the first rater put into i and the second into j; it is square. */
export function cohenKappa(
  table: readonly (readonly number[])[],
  confidence: number = CONFIDENCE,
): CohenKappa {
  checkConfidence(confidence);
  const size = table.length;
  if (table.some((row) => row.length !== size)) throw new RangeError("The table is not square.");
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return { kappa: null, interval: null, agreement: null, n };
  const shares = table.map((row) => row.map((count) => count / n));
  const rows = shares.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = rows.map((_, j) => shares.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const agreement = shares.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const chance = rows.reduce((sum, row, i) => sum + row * (columns[i] ?? 0), 0);
  if (1 - chance < 1e-12) return { kappa: null, interval: null, agreement, n };
  const kappa = (agreement - chance) / (1 - chance);
  const error = Math.sqrt(varianceOf({ shares, rows, columns, chance, kappa }) / n);
  const reach = reachOf(confidence) * error;
  const interval = {
    lower: Math.max(-1, kappa - reach),
    upper: Math.min(1, kappa + reach),
    confidence,
    method: "Fleiss-Cohen-Everitt",
  };
  return { kappa, interval, agreement, n };
}

type Parts = {
  readonly shares: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly chance: number;
  readonly kappa: number;
};

/** Of one item, in large samples (Fleiss, Cohen and Everitt, Psychological Bulletin 72, 1969). */
function varianceOf({ shares, rows, columns, chance, kappa }: Parts): number {
  const rest = 1 - kappa;
  let sum = 0;
  for (const [i, row] of shares.entries())
    for (const [j, share] of row.entries()) {
      const margins = (columns[i] ?? 0) + (rows[j] ?? 0);
      sum += share * (i === j ? (1 - margins * rest) ** 2 : (rest * margins) ** 2);
    }
  return Math.max(0, sum - (kappa - chance * rest) ** 2) / (1 - chance) ** 2;
}
