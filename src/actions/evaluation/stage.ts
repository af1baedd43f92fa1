import type { Json } from "#core/canonicalJson.ts";
import type { Progress } from "#core/evaluation/progress.ts";
import type { Used } from "#core/evaluation/run/budget.ts";
import type { Conversed } from "./converse.ts";

export type StageControl = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Trials that broke off are run again; what came of them stays on record. */
  readonly retryErrors?: boolean;
};

/** `stopped` says why not everything is there, and what to do; null where everything is. */
export type StageOutcome = {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly stopped: string | null;
  readonly cancelled: boolean;
  /** Of trials that broke off: why the last of them did. */
  readonly fault?: string | null;
};

/** What came of one trial, and what it took. */
export type Came = {
  readonly conversed: Conversed;
  readonly used: Used;
  readonly calls: readonly Json[];
};

/** So much may wait for the disk before workers wait too. Characters. */
export const MOST_WAITING = 8_000_000;
