/** Long work of a page: where it stands. `whole` is null while nobody knows how much there is. */
export type JobState<T> =
  | { readonly is: "idle" }
  | { readonly is: "running"; readonly done: number; readonly whole: number | null }
  | { readonly is: "ended"; readonly value: T }
  | { readonly is: "stopped" }
  | { readonly is: "broken"; readonly error: Error };

type Work<T> = (
  signal: AbortSignal,
  onProgress: (done: number, whole: number | null) => void,
) => Promise<T>;

/** Progress is shown so often, in milliseconds, and no more often. */
const SHOWN_MS = 200;

/** Work that can be watched, stopped, and done again. `now` in milliseconds. */
export function openJob<T>(now: () => number) {
  let state: JobState<T> = { is: "idle" };
  let stopper: AbortController | undefined;
  const listeners = new Set<() => void>();
  const set = (next: JobState<T>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const progress = (own: AbortController) => {
    let shown = Number.NEGATIVE_INFINITY;
    return (done: number, whole: number | null) => {
      if (stopper !== own || now() - shown < SHOWN_MS) return;
      shown = now();
      set({ is: "running", done, whole });
    };
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    /** What ran before is stopped. */
    run: async (work: Work<T>): Promise<void> => {
      stopper?.abort();
      const own = new AbortController();
      stopper = own;
      set({ is: "running", done: 0, whole: null });
      const end = (next: JobState<T>) => {
        if (stopper === own) set(next);
      };
      try {
        const value = await work(own.signal, progress(own));
        end({ is: "ended", value });
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        end(own.signal.aborted ? { is: "stopped" } : { is: "broken", error });
      }
    },
    stop: () => stopper?.abort(),
  };
}

export type Job<T> = ReturnType<typeof openJob<T>>;
