import { judgeByRule } from "./rule/judgeByRule.ts";
import type { Outcome } from "./rule/outcome.ts";
import { EACH_CATEGORY, looksAt, type RuleJudge, toRuleId } from "./rule/rule.ts";
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
  const said = respects.map((respect) => ({
    respect,
    opinions: [
      ...panel.rules
        .filter((rule) => isOf(rule, respect, panel.probed ?? null))
        .map((rule) => opinionOf(rule, trial, panel)),
      ...(panel.others?.(respect) ?? []),
    ],
  }));
  return said.map(({ respect, opinions }) => ({
    trial: trial.id,
    case: trial.case,
    ...respect,
    ...decidePanel([...impliedFor(respect, said), ...opinions]),
  }));
}

type Said = { readonly respect: Respect; readonly opinions: readonly Opinion[] };

/** A rule that says yes of a category says yes of the whole: whoever judges the whole, and says no, is in conflict with it. */
const impliedFor = ({ dimension, category }: Respect, said: readonly Said[]): Opinion[] =>
  category !== null
    ? []
    : said
        .filter(({ respect }) => respect.dimension === dimension && respect.category !== null)
        .flatMap(({ respect, opinions }) =>
          opinions
            .filter(({ kind, outcome }) => kind === "rule" && outcome === "yes")
            .map((own) => ({ ...own, reason: `${respect.category}: ${own.reason}` })),
        );

/** Of a case that probes no category, a rule for each judges the trial as a whole. */
const isOf = (rule: RuleJudge, { dimension, category }: Respect, probed: string | null): boolean =>
  rule.dimension === dimension &&
  looksAt(rule, probed) &&
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
