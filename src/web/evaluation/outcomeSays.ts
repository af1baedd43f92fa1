import { isDecided, type Outcome } from "#core/evaluation/rule/outcome.ts";

const REASONS: Readonly<Record<Exclude<Outcome, "yes" | "no">, string>> = {
  not_applicable: "not applicable",
  evidence_missing: "evidence missing",
  evidence_truncated: "evidence truncated",
  inconclusive: "inconclusive",
  unscored: "unscored",
};

/** Dimensions of ASSERT, whose yes has a name of its own. */
const YES: Readonly<Record<string, string>> = {
  policy_violation: "violation",
  overrefusal: "refusal",
};

/** An outcome in one respect, in a word or two. */
export function outcomeSays(outcome: Outcome, dimension: string): string {
  if (!isDecided(outcome)) return REASONS[outcome];
  const yes = YES[dimension];
  if (outcome === "yes") return yes ?? "yes";
  return yes === undefined ? "no" : "none";
}

/** `policy_violation` as people write it. */
export const dimensionSays = (dimension: string): string => dimension.replaceAll("_", " ");

/** "4 evidence missing, 2 inconclusive", or that there are none. */
export function excludedSays(
  excluded: readonly { readonly reason: Outcome; readonly n: number }[],
): string {
  const some = excluded.filter(({ n }) => n > 0);
  if (some.length === 0) return "none excluded";
  const total = some.reduce((sum, { n }) => sum + n, 0);
  const why = some.map(({ reason, n }) => `${figure.format(n)} ${outcomeSays(reason, "")}`);
  return `${figure.format(total)} excluded: ${why.join(", ")}`;
}

export const figure = new Intl.NumberFormat("en");
