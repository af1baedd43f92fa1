/** Once more at most `attempts` times in all. Times in milliseconds. */
export type RetryPolicy = {
  readonly attempts: number;
  /** The first pause; each further one is twice as long, up to `mostMs`. */
  readonly baseMs: number;
  readonly mostMs: number;
  /** A longer pause than this, as an endpoint may ask for, is not waited for. */
  readonly longestWaitMs: number;
};

export const RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  baseMs: 500,
  mostMs: 30_000,
  longestWaitMs: 120_000,
};

export const TOO_MANY = 429;

/** Timed out (408), in conflict (409), too many (429), or the endpoint's own fault: the same request may do later. */
export const mayRetryStatus = (status: number): boolean =>
  status === 408 || status === 409 || status === TOO_MANY || (status >= 500 && status <= 599);

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/** Milliseconds since 1970 of an HTTP date (RFC 9110, 5.6.7, the preferred form); null for anything else. */
function readHttpDate(text: string): number | null {
  const [, day = "", month = "", year = "", hour = "", minute = "", second = ""] =
    HTTP_DATE.exec(text) ?? [];
  const place = MONTHS.indexOf(month);
  if (place < 0) return null;
  return Date.UTC(Number(year), place, Number(day), Number(hour), Number(minute), Number(second));
}

/** A Retry-After header (RFC 9110, 10.2.3), in milliseconds from `now` (since 1970); null where there is none that can be read. */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const date = readHttpDate(text);
  return date === null ? null : Math.max(0, date - now);
}

/** The pause after the n-th attempt (from 1): doubled each time, then between half and the whole of it, by `chance` of 0 to 1. */
export function toPause(
  { baseMs, mostMs }: Pick<RetryPolicy, "baseMs" | "mostMs">,
  attempt: number,
  chance: number,
): number {
  const whole = Math.min(mostMs, baseMs * 2 ** Math.min(attempt - 1, 40));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
