export type ClockState = "ahead" | "soon" | "past";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Soon means under 72 hours, counted in exact time. */
export function clockState(due: Date, now: Date): ClockState {
  const left = due.getTime() - now.getTime();
  if (left < 0) return "past";
  return left < 3 * DAY ? "soon" : "ahead";
}

/** `13 d`, `1 d 6 h`, `5 h`, `40 min`; the same with "past" when the moment is behind. */
export function timeLeft(due: Date, now: Date): string {
  const left = due.getTime() - now.getTime();
  return left < 0 ? `${span(-left).replace(/ d .*/, " d")} past` : span(left);
}

/** Days from today to a day: a term that names a day runs to its end, as on the page of the case and for the server. */
export function dayLeft(
  due: Date,
  now: Date,
): { readonly state: ClockState; readonly left: string } {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((due.getTime() - today.getTime()) / DAY);
  if (days < 0) return { state: "past", left: `${-days} d past` };
  return { state: days <= 3 ? "soon" : "ahead", left: days === 0 ? "today" : `${days} d` };
}

function span(ms: number): string {
  const days = Math.floor(ms / DAY);
  if (days >= 4) return `${days} d`;
  const hours = Math.floor((ms % DAY) / HOUR);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return `${hours} h`;
  return `${Math.floor(ms / MINUTE)} min`;
}
