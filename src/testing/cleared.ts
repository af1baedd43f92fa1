import { clear } from "#core/guard/evaluate.ts";
import type { Cleared, Leaving } from "#core/guard/message.ts";

/** For tests of senders: as if the guard had found nothing. */
export function cleared<T extends Leaving>(leaving: T): Cleared<T> {
  const result = clear(leaving, { action: "pass", findings: [] });
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}
