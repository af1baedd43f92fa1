import { Worker } from "node:worker_threads";
import type { Validation } from "#core/advisory/validateAdvisory.ts";

/** Checks an advisory against every standard. Rejects only when the thread itself breaks. */
export type Validate = (advisory: unknown) => Promise<Validation>;
export type Validator = { readonly validate: Validate; readonly close: () => Promise<void> };

const IDLE_MS = 120_000;

type Waiting = {
  readonly resolve: (validation: Validation) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Validation in a thread of its own: compiling the standards' tests takes seconds and 240 MB, which no request should wait
 * for and no idle server should keep. The thread ends when nobody has asked for two minutes.
 */
export function openValidator(): Validator {
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  const end = async (error?: Error) => {
    const ended = thread;
    thread = undefined;
    clearTimeout(idle);
    for (const { reject } of waiting.values())
      reject(error ?? new Error("The validator was closed."));
    waiting.clear();
    await ended?.terminate();
  };
  const begin = (): Worker => {
    const started = new Worker(new URL("./validatorThread.ts", import.meta.url));
    started.on("message", ({ id, validation }: { id: number; validation: Validation }) => {
      waiting.get(id)?.resolve(validation);
      waiting.delete(id);
      idle = setTimeout(() => void (waiting.size === 0 && end()), IDLE_MS);
      idle.unref();
    });
    started.on("error", (error) => void end(error));
    started.unref();
    return started;
  };

  return {
    close: () => end(),
    validate: (advisory) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        thread ??= begin();
        last += 1;
        waiting.set(last, { resolve, reject });
        thread.postMessage({ id: last, advisory });
      }),
  };
}
