import { setTimeout as sleepFor } from "node:timers/promises";
import {
  mayRetryStatus,
  type RetryPolicy,
  readRetryAfter,
  TOO_MANY,
  toPause,
} from "#core/models/retry.ts";
import type { Refusal, Result } from "#core/result.ts";
import type { Answered } from "./exchange.ts";

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const systemSleep: Sleep = async (ms, signal) => {
  await sleepFor(ms, undefined, signal ? { signal } : {}).catch(() => {});
};

export type Attempt<R extends Refusal> = (isRetry: boolean) => Promise<Result<Answered, R>>;
export type Persisted<R extends Refusal> = {
  readonly last: Result<Answered, R>;
  readonly attempts: number;
  /** Asked for by the endpoint and too long to wait for, in milliseconds; else null. */
  readonly refusedPause: number | null;
};

export type Persistence = {
  readonly policy: RetryPolicy;
  readonly now: () => number;
  /** 0 ≤ x < 1 */
  readonly chance: () => number;
  readonly sleep: Sleep;
  /** Milliseconds until nothing is asked any more. */
  readonly leftMs: () => number;
};

/** A hung endpoint is asked twice, not five times: each time costs the whole time-out. */
const MOST_TIMEOUTS = 2;

type Next = { readonly pauseMs: number; readonly isShared: boolean } | null;

/**
 * The one layer of retries. Whoever is told to slow down slows down all who ask the same model: a cooldown belongs to the model, not
 * to the call.
 */
export function openPersistence({ policy, now, chance, sleep, leftMs }: Persistence) {
  const cooldowns = new Map<string, number>();

  const nextAfter = (last: Result<Answered, Refusal>, attempts: number, timeouts: number): Next => {
    if (attempts >= policy.attempts) return null;
    const pauseMs = toPause(policy, attempts, chance());
    if (!last.ok) {
      const { code } = last.refusal;
      const isWorth =
        code === "model/unreachable" || (code === "model/timeout" && timeouts < MOST_TIMEOUTS);
      return isWorth ? { pauseMs, isShared: false } : null;
    }
    if (!mayRetryStatus(last.value.status)) return null;
    const wanted = readRetryAfter(last.value.retryAfter, now());
    const isShared = wanted !== null || last.value.status === TOO_MANY;
    return { pauseMs: wanted ?? pauseMs, isShared };
  };

  /** Waits for the model's cooldown, which others may draw out meanwhile; then not all at the same instant. */
  const coolDown = async (model: string, signal?: AbortSignal): Promise<void> => {
    let hasWaited = false;
    for (;;) {
      const rest = (cooldowns.get(model) ?? 0) - now();
      if (rest <= 0 || signal?.aborted || leftMs() <= 0) break;
      await sleep(Math.min(rest, leftMs()), signal);
      hasWaited = true;
    }
    if (hasWaited) await sleep(Math.min(policy.baseMs, leftMs()) * chance(), signal);
  };

  const pause = async (
    model: string,
    { pauseMs, isShared }: NonNullable<Next>,
    signal?: AbortSignal,
  ) => {
    if (!isShared) return await sleep(Math.min(pauseMs, leftMs()), signal);
    cooldowns.set(model, Math.max(cooldowns.get(model) ?? 0, now() + pauseMs));
  };

  return {
    persist: async <R extends Refusal>(
      model: string,
      attempt: Attempt<R>,
      signal?: AbortSignal,
    ): Promise<Persisted<R>> => {
      let timeouts = 0;
      for (let attempts = 1; ; attempts += 1) {
        await coolDown(model, signal);
        const last = await attempt(attempts > 1);
        if (!last.ok && last.refusal.code === "model/timeout") timeouts += 1;
        const next = nextAfter(last, attempts, timeouts);
        if (next === null) return { last, attempts, refusedPause: null };
        if (next.pauseMs > policy.longestWaitMs)
          return { last, attempts, refusedPause: next.pauseMs };
        await pause(model, next, signal);
      }
    },
  };
}
