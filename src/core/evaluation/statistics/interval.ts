/** The one level at which intervals are given unless somebody asks for another. */
export const CONFIDENCE = 0.95;

/** Two-sided unless `method` says otherwise. Bounds have the unit of what they bound; `confidence` is between 0 and 1. */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  /** How it was made, for people and for whoever wants to make it again. */
  readonly method: string;
};

/** Throws a RangeError for what is no level of confidence: a bug of the caller. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`A level of confidence lies between 0 and 1: ${confidence}.`);
}

/** Throws a RangeError unless `count` of `n` can have been counted: a bug of the caller. */
export function checkCount(count: number, n: number): void {
  const counted = Number.isSafeInteger(count) && Number.isSafeInteger(n);
  if (!counted || count < 0 || n < count) throw new RangeError(`${count} of ${n} is no count.`);
}

export const clampShare = (value: number): number => Math.min(1, Math.max(0, value));
