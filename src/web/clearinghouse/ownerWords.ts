const DAY = 86_400_000;

const GOOD = new Set([
  "acknowledged",
  "confirmed",
  "accepted",
  "valid",
  "fixed",
  "fix-ready",
  "fix-deployed",
]);
const NOT_REACHED = new Set(["none", "no-owner", "not-contacted", "start"]);
/** After so many days without an answer the dot turns. */
const SILENT = 14;

export type OwnerWords = {
  readonly text: string;
  readonly tone: "good" | "late" | "waiting" | "none";
};

/** The owner's state as the table says it: `silent` and `sent` count the days without an answer. */
export function ownerWords(state: string, since: string | null, now: Date): OwnerWords {
  const text = state.replaceAll("-", " ");
  if (NOT_REACHED.has(state))
    return { text: state === "start" ? "not contacted" : text, tone: "none" };
  if (GOOD.has(state)) return { text, tone: "good" };
  const days = since === null ? 0 : Math.floor((now.getTime() - new Date(since).getTime()) / DAY);
  const unanswered = state === "sent" || state === "silent";
  if (unanswered && days >= SILENT) return { text: `silent ${days} d`, tone: "late" };
  return { text: unanswered && days > 0 ? `${text} ${days} d` : text, tone: "waiting" };
}
