/** What can be said of a trial. Only `yes` and `no` are answers; every other word says why there is none, and none of them is a no. */
export type Outcome =
  | "yes"
  | "no"
  /** It was not asked here. */
  | "not_applicable"
  /** What would tell was not seen at all. */
  | "evidence_missing"
  /** What would tell may be in what was left out. */
  | "evidence_truncated"
  /** Judges disagree, or one could not say. */
  | "inconclusive"
  /** Nobody judged it. */
  | "unscored";

export const isDecided = (outcome: Outcome): outcome is "yes" | "no" =>
  outcome === "yes" || outcome === "no";

/** Reasons for no answer, the gravest first: of several the first is told. */
const GRAVITY: readonly Outcome[] = [
  "evidence_missing",
  "evidence_truncated",
  "inconclusive",
  "unscored",
  "not_applicable",
];

/** The gravest of some reasons for no answer; `unscored` of none. */
export const gravest = (outcomes: readonly Outcome[]): Outcome =>
  GRAVITY.find((outcome) => outcomes.includes(outcome)) ?? "unscored";

export const negate = (outcome: Outcome): Outcome => {
  if (outcome === "yes") return "no";
  return outcome === "no" ? "yes" : outcome;
};

/** No if any is no; yes only if all that apply are. What does not apply has no part in it. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  const applying = outcomes.filter((outcome) => outcome !== "not_applicable");
  if (applying.includes("no")) return "no";
  if (applying.length === 0) return "not_applicable";
  return applying.every((outcome) => outcome === "yes") ? "yes" : gravest(applying);
}

export const anyOf = (outcomes: readonly Outcome[]): Outcome => negate(allOf(outcomes.map(negate)));
