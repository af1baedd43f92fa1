import { isOutage } from "#store/outage.ts";

/** SQLSTATE 53100 and the system's own code: there is no room to write. */
const FULL = new Set(["53100", "ENOSPC"]);

/** What to tell whoever asked when it is not the request's fault nor a mistake of ours; null when it may be one. */
export function whyUnavailable(error: unknown): string | null {
  const { code = "" } = (error ?? {}) as { code?: string };
  if (FULL.has(code))
    return "The server's disk is full. Whoever keeps it has to make room; send this again then.";
  return isOutage(error) ? "The database does not answer. Try again in a moment." : null;
}
