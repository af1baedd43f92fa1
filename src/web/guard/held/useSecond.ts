import { useSyncExternalStore } from "react";

let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(tell: () => void): () => void {
  if (listeners.size === 0) now = new Date();
  listeners.add(tell);
  timer ??= setInterval(() => {
    now = new Date();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present moment, the same for the whole page, moved on every second: what waits for minutes is told in seconds. */
export const useSecond = (): Date => useSyncExternalStore(subscribe, () => now);
