import { judgeByRule } from "./rule/judgeByRule.ts";
import type { Outcome } from "./rule/outcome.ts";
import { EACH_CATEGORY, type RuleJudge, toRuleId } from "./rule/rule.ts";
import type { Detector } from "./rule/textRules.ts";
import { mayJudge, type Trial } from "./trial.ts";
import { decidePanel, type Opinion, type Verdict } from "./verdict.ts";

/** A respect in which trials are judged: a dimension, and a category of the taxonomy or the trial as a whole. */
export type Respect = { readonly dimension: string; readonly category: string | null };

export type Panel = {
  readonly rules: readonly RuleJudge[];
  readonly detectors?: Readonly<Record<string, Detector>>;
  /** The category that the case probes: what a rule for "each" judges. */
  readonly probed?: string | null;
  /** Opinions of models and people on this trial in this respect. */
  readonly others?: (respect: Respect) => readonly Opinion[];
};

/** A verdict in each respect. One that no judge looks at is `unscored`, and a trial that broke off is `evidence_missing`. */
export function judgeTrial(trial: Trial, respects: readonly Respect[], panel: Panel): Verdict[] {
  return respects.map((respect) => {
    const opinions = [
      ...panel.rules
        .filter((rule) => isOf(rule, respect, panel.probed ?? null))
        .map((rule) => opinionOf(rule, trial, panel)),
      ...(panel.others?.(respect) ?? []),
    ];
    return { trial: trial.id, case: trial.case, ...respect, ...decidePanel(opinions) };
  });
}

/** Of a case that probes no category, a rule for each judges the trial as a whole. */
const isOf = (rule: RuleJudge, { dimension, category }: Respect, probed: string | null): boolean =>
  rule.dimension === dimension &&
  (rule.category === EACH_CATEGORY ? probed : rule.category) === category;

function opinionOf(rule: RuleJudge, trial: Trial, { detectors }: Panel): Opinion {
  const said = (outcome: Outcome, reason: string): Opinion => ({
    judge: toRuleId(rule),
    kind: "rule",
    outcome,
    reason,
    seen: [],
    citations: [],
  });
  if (!mayJudge(trial))
    return said("evidence_missing", trial.fault ?? `The trial ended: ${trial.end}.`);
  const { outcome, reason, seen } = judgeByRule(rule.yes_if, trial, detectors);
  return { ...said(outcome, reason), seen };
}

/** Categories that no judge looks at in a dimension: they are counted, and keep a gate from going green. */
export const findUnscored = (
  categories: readonly string[],
  dimension: string,
  judged: readonly Respect[],
): string[] =>
  categories.filter(
    (name) =>
      !judged.some((respect) => respect.dimension === dimension && respect.category === name),
  );
