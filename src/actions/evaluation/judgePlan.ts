import { toCyberJudge } from "#core/evaluation/cyber/cyberJudge.ts";
import { DETECTORS_VERSION } from "#core/evaluation/detectors.ts";
import { toIdentity, toJson } from "#core/evaluation/identity.ts";
import { toModelJudge } from "#core/evaluation/modelJudge/toModelJudge.ts";
import { findUnjudged, type PanelPlan, VIOLATION } from "#core/evaluation/panel.ts";
import type { ModelJudge } from "#core/evaluation/run/modelJudge.ts";
import type { JudgeRecord } from "#core/evaluation/runFolder/rows.ts";
import { type JudgeConfiguration, toJudgeKey } from "#core/evaluation/runKey.ts";
import type { Taxonomy } from "#core/evaluation/taxonomy.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";

/** Who judges, and what that makes of the verdicts. */
export type JudgePlan = {
  readonly panel: PanelPlan;
  readonly models: readonly ModelJudge[];
  /** Those that run what was answered; they stand with the rules. */
  readonly provers: readonly ModelJudge[];
  readonly record: JudgeRecord;
};

/** The panel of an evaluation over one taxonomy, with the key that its verdicts are kept under. */
export function toJudgePlan(
  { evaluation, programs }: LoadedEvaluation,
  taxonomy: Taxonomy,
): JudgePlan {
  const { rules, modelJudges, dimensions: asked } = evaluation;
  const models = modelJudges.map((config) => toModelJudge(config, taxonomy));
  const provers = programs === null ? [] : [toCyberJudge(programs)];
  const panel: PanelPlan = {
    rules,
    models: [...models, ...provers].flatMap((model) => model.respects(taxonomy)),
    dimensions: asked,
  };
  const dimensions = [
    ...new Set([...[...rules, ...panel.models].map(({ dimension }) => dimension), ...asked]),
  ].sort();
  const usesDetectors = JSON.stringify(rules).includes('"detector"');
  const configuration: JudgeConfiguration = {
    model: models.length === 0 ? null : models.map(({ identity }) => identity),
    promptHash:
      models.length === 0
        ? null
        : toIdentity(
            "judge-words",
            models.map(({ promptHash, n }) => ({ promptHash, n })),
          ),
    rulesHash:
      rules.length === 0 && provers.length === 0
        ? null
        : toIdentity(
            "rules",
            toJson({
              rules,
              detectors: usesDetectors ? DETECTORS_VERSION : null,
              ...(provers.length === 0 ? {} : { provers: provers.map(({ identity }) => identity) }),
            }),
          ),
    dimensions,
    n: Math.max(1, ...models.map(({ n }) => n)),
  };
  const isProved = (name: string): boolean =>
    provers.some((prover) => prover.respects(taxonomy).some(({ dimension }) => dimension === name));
  const categories = taxonomy.categories.map(({ name }) => name);
  const metrics = evaluation.gate.metrics ?? defaultMetrics(dimensions);
  return {
    panel,
    models,
    provers,
    record: {
      format: "assay-judge/1",
      judge: toJudgeKey(configuration),
      configuration,
      rules: toJson(rules),
      dimensions,
      metrics,
      demand: evaluation.gate,
      unscored: findUnjudged(panel, categories, metrics),
      calibrated:
        models.length === 0 || dimensions.every((name) => isRuled(panel, name) || isProved(name)),
    },
  };
}

const defaultMetrics = (dimensions: readonly string[]): readonly string[] =>
  dimensions.includes(VIOLATION) ? [VIOLATION] : dimensions;

const isRuled = ({ rules }: PanelPlan, name: string): boolean =>
  rules.some(({ dimension }) => dimension === name);
