import { type CarriedOut, carryOut, findOrder, type Runner } from "./carryOut.ts";

export type RunnerWish = {
  readonly review: string;
  /** One order alone; null for all. */
  readonly order: string | null;
  /** Whether it ends when no order waits. */
  readonly once: boolean;
  readonly say: (done: CarriedOut) => void;
};

const LOOK_MS = 5_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
  });

/** One order after the other, until there is none or the process is told to stop. */
export async function carryOutAll(
  runner: Runner,
  { review, order, once, say }: RunnerWish,
): Promise<void> {
  const { signal } = runner;
  while (!signal.aborted) {
    const found = await findOrder(runner.ask, review, order);
    if (found) say(await carryOut(runner, found));
    else if (once) return;
    else await pause(LOOK_MS, signal);
  }
}
