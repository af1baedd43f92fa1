type LinkedSignal = { readonly signal: AbortSignal; readonly unlink: () => void };

/** A signal of its own for each trial: one that a thousand requests listen to would hold them all. */
export function linkSignal(signal: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const follow = (): void => own.abort(signal.reason);
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow, { once: true });
  return { signal: own.signal, unlink: () => signal.removeEventListener("abort", follow) };
}
