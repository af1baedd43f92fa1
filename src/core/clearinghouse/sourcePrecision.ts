import type { CaseState } from "./caseState.ts";
import { creditsOf } from "./credit.ts";
import type { FinderRef } from "./membership.ts";
import { isConfirmed, isRejection, REJECTION_REASONS, standingVerdicts } from "./ownerVerdict.ts";
import { inflation } from "./severity.ts";

/** One source's part in one case that an owner has judged. A source that sent the flaw twice counts once. */
export type Judged = {
  readonly source: Omit<FinderRef, "partyId">;
  readonly confirmed: boolean;
  readonly inflated: boolean;
};

/** `precision` is confirmed of n, with the 95 % interval; of a source without verdicts nothing is known: 0 to 1. */
export type SourcePrecision = Omit<FinderRef, "partyId"> & {
  readonly confirmed: number;
  readonly rejected: number;
  readonly n: number;
  readonly precision: number | null;
  readonly low: number;
  readonly high: number;
  readonly severityInflated: number;
};

const Z = 1.959964; // 95 %, two-sided

/** Wilson's score interval for k of n: honest for small n, within 0 and 1. */
export function wilson(k: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = k / n;
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const centre = share + (Z * Z) / (2 * n);
  const scale = 1 + (Z * Z) / n;
  return {
    low: k === 0 ? 0 : (centre - spread) / scale,
    high: k === n ? 1 : (centre + spread) / scale,
  };
}

/** What an owner's standing verdict says of each source in the case; nothing where it says neither real nor unreal. */
export function judgedOf(state: CaseState): readonly Judged[] {
  const confirmed = isConfirmed(state.verdicts);
  const against = standingVerdicts(state.verdicts).some(
    ({ verdict, reason }) =>
      isRejection(verdict) && reason !== null && REJECTION_REASONS[reason].counts === "against",
  );
  if (!confirmed && !against) return [];
  const inflated = confirmed && (inflation(state.severity)?.bands ?? 0) > 0;
  return creditsOf(state).map(({ party, model, harness }) => ({
    source: { party, model, harness },
    confirmed,
    inflated,
  }));
}

/** O6: per source, model and harness, with n; the most judged first. */
export function precisionOf(judged: readonly Judged[]): readonly SourcePrecision[] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const { party, model, harness } = one.source;
    const key = JSON.stringify([party, model, harness]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .map((all) => {
      const n = all.length;
      const confirmed = all.filter((one) => one.confirmed).length;
      return {
        ...(all[0] as Judged).source,
        confirmed,
        rejected: n - confirmed,
        n,
        precision: n === 0 ? null : confirmed / n,
        ...wilson(confirmed, n),
        severityInflated: all.filter((one) => one.inflated).length,
      };
    })
    .sort((a, b) => b.n - a.n);
}
