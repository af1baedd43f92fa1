import { gravest, type Outcome } from "#core/evaluation/rule/outcome.ts";
import type { Interval } from "#core/evaluation/statistics/interval.ts";

/** A rate of one run, and all without which it must not be shown. */
export type Arm = {
  /** Null where nothing was decided. */
  readonly rate: number | null;
  readonly n: number;
  readonly interval: Interval;
  readonly excluded?: readonly { readonly reason: Outcome; readonly n: number }[];
};

export type Place = {
  /** Per cent of the axis. */
  readonly at: number;
  readonly lower: number;
  readonly upper: number;
};

export type Scale = {
  /** The share at the right end. */
  readonly most: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
};

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2] as const;
const MOST_TICKS = 6;

/** One axis for all rates, from 0 to the first tick beyond every upper bound, in at most six steps. */
export function toScale(arms: readonly Arm[], bounds: readonly number[] = []): Scale {
  const uppers = arms.filter(({ n }) => n > 0).map(({ interval }) => interval.upper);
  const reach = Math.min(1, Math.max(0.05, ...uppers, ...bounds));
  const step = STEPS.find((size) => reach / size <= MOST_TICKS) ?? 0.2;
  const steps = Math.ceil(reach / step - 1e-9);
  const most = steps * step;
  const ticks = Array.from({ length: steps + 1 }, (_, i) => ({
    at: percentOf(i / steps),
    label: i === 0 ? "0" : `${Math.round(i * step * 100)}%`,
  }));
  return { most, ticks };
}

/** Where a rate and its interval stand; null where there is no rate. */
export function toPlace({ rate, interval }: Arm, { most }: Scale): Place | null {
  if (rate === null) return null;
  const at = (share: number) => percentOf(Math.min(1, share / most));
  return { at: at(rate), lower: at(interval.lower), upper: at(interval.upper) };
}

export const toShareOf = (share: number, { most }: Scale): number =>
  percentOf(Math.min(1, share / most));

const percentOf = (share: number): number => Math.round(share * 10_000) / 100;

/** `13.1`: per cent with one decimal, as all rates are written. */
export const toPercent = (share: number): string => (share * 100).toFixed(1);

/** `9.7 to 17.4`, in per cent. */
export const toBounds = ({ lower, upper }: Interval): string =>
  `${toPercent(lower)} to ${toPercent(upper)}`;

/** Why a rate is none: the gravest reason of its verdicts. */
export const reasonOf = ({ excluded }: Arm): Outcome =>
  gravest((excluded ?? []).filter(({ n }) => n > 0).map(({ reason }) => reason));

/** Whether anybody was to say something: what was not asked has no place in a plot. */
export const isAsked = (arm: Arm): boolean => arm.n > 0 || reasonOf(arm) !== "not_applicable";
