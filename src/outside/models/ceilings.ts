import type { Spent } from "#core/models/endpoint.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";

/** What a run may use at most; null is no limit. Every attempt is a call. */
export type Ceilings = {
  readonly calls: number | null;
  readonly tokens: number | null;
  readonly wallMs: number | null;
};

export const NO_CEILINGS: Ceilings = { calls: null, tokens: null, wallMs: null };

export type Tokens = { readonly input: number; readonly output: number };
/** What an attempt really took; null where nobody said, and the estimate has to do. */
export type Said = { readonly input: number | null; readonly output: number | null };

export type Reservation = {
  /** To be called once, with what came of it. Null: nothing was used, as the endpoint took no work. */
  readonly settle: (said: Said | null) => void;
};

type CeilingRefusal = Refusal<"model/ceiling">;

const REMEDY = "Nothing is lost: raise the ceiling and run again, and it goes on from here.";

type Counts = { -readonly [Name in keyof Spent]: Spent[Name] };

function addTokens(spent: Counts, estimate: Tokens, said: Said | null): void {
  if (said === null) return;
  spent.inputTokens += said.input ?? estimate.input;
  spent.outputTokens += said.output ?? estimate.output;
  spent.estimatedTokens +=
    (said.input === null ? estimate.input : 0) + (said.output === null ? estimate.output : 0);
}

const refuseTime = (wallMs: number | null) =>
  refuse("model/ceiling", `The time of ${(wallMs ?? 0) / 1_000} s is used up. ${REMEDY}`);

/** Why a call of so many tokens cannot be made at all, whatever is in flight; null where it can. */
function findBound(
  { calls, tokens: most, wallMs }: Ceilings,
  spent: Counts,
  tokens: number,
  leftMs: number,
): CeilingRefusal | null {
  if (leftMs <= 0) return refuseTime(wallMs).refusal;
  if (calls !== null && spent.calls >= calls)
    return refuse("model/ceiling", `All ${calls} calls are used up. ${REMEDY}`).refusal;
  const used = spent.inputTokens + spent.outputTokens;
  if (most === null || used + tokens <= most) return null;
  const detail = `${used} of ${most} tokens are used, and the next call may take ${tokens}. ${REMEDY}`;
  return refuse("model/ceiling", detail).refusal;
}

/** Counts what is used. Calls in flight count with their estimate, so that many at once do not overshoot together. */
export function openCeilings(ceilings: Ceilings, now: () => number) {
  const begun = now();
  const { tokens: most, wallMs } = ceilings;
  const spent: Counts = {
    calls: 0,
    retries: 0,
    inputTokens: 0,
    outputTokens: 0,
    estimatedTokens: 0,
  };
  let [inFlight, reserved] = [0, 0];
  let waiting: (() => void)[] = [];

  const leftMs = (): number =>
    wallMs === null ? Number.POSITIVE_INFINITY : Math.max(0, wallMs - (now() - begun));

  const mustWait = (tokens: number): boolean =>
    inFlight > 0 &&
    most !== null &&
    spent.inputTokens + spent.outputTokens + reserved + tokens > most;

  const settle = (estimate: Tokens, said: Said | null): void => {
    inFlight -= 1;
    reserved -= estimate.input + estimate.output;
    addTokens(spent, estimate, said);
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  return {
    /** Milliseconds until the time is used up. */
    leftMs,
    overTime: () => refuseTime(wallMs),
    /** Waits where calls in flight may leave enough, and refuses where nothing can. */
    reserve: async (
      estimate: Tokens,
      isRetry: boolean,
    ): Promise<Result<Reservation, CeilingRefusal>> => {
      const tokens = estimate.input + estimate.output;
      for (;;) {
        const bound = findBound(ceilings, spent, tokens, leftMs());
        if (bound !== null) return { ok: false, refusal: bound };
        if (!mustWait(tokens)) break;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      inFlight += 1;
      reserved += tokens;
      spent.calls += 1;
      if (isRetry) spent.retries += 1;
      return ok({ settle: (said) => settle(estimate, said) });
    },
    spent: (): Spent => ({ ...spent }),
  };
}

export type OpenCeilings = ReturnType<typeof openCeilings>;
