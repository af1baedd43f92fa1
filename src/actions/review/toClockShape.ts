import type { Line } from "#core/review/clockLine.ts";
import { phraseLine, phraseReason } from "#core/review/clockPhrase.ts";

/** The line as every party is shown it. `cap`: days of the policy that drew it. */
export function toClockShape(line: Line, cap: number = line.cap) {
  const { window } = line;
  return {
    state: line.state,
    how: line.state === "ended" ? line.how : null,
    zone: line.zone ?? "UTC",
    firstDay: window?.firstDay ?? null,
    lastDay: window?.lastDay ?? null,
    today: window?.today ?? null,
    closesAt: window?.closes.at ?? null,
    uncounted: window?.uncounted ?? [],
    counted: window?.counted ?? 0,
    elapsed: window?.elapsed ?? 0,
    cap,
    line: phraseLine(line),
    reasons: line.reasons.map((reason) => phraseReason(reason, line.zone ?? "UTC")),
  };
}
