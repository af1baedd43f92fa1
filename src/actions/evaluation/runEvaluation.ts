import { findStrayCategories } from "#core/evaluation/panel.ts";
import type { Problem } from "#core/problem.ts";
import type { EvaluationDeps } from "./deps.ts";
import { type Designed, design } from "./design.ts";
import { toJudgePlan } from "./judgePlan.ts";
import { judgeRun } from "./judgeRun.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { type PreparedRun, prepareRun } from "./prepareRun.ts";
import { type Reported, reportRun } from "./reportRun.ts";
import { runTrials } from "./runTrials.ts";
import type { StageControl, StageOutcome } from "./stage.ts";
import { type Systematised, systematise } from "./systematise.ts";

/** Everything before the first trial. */
export type Planned = {
  readonly systematised: Systematised;
  readonly designed: Designed;
  readonly run: PreparedRun;
};
export type PlanAnswer =
  | { readonly ok: true; readonly planned: Planned }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Taxonomy, cases and the run's folder, each made where it is not there. Nothing is asked of anybody. */
export async function planRun(loaded: LoadedEvaluation): Promise<PlanAnswer> {
  const taken = await systematise(loaded);
  if (!taken.ok) return taken;
  const { systematised } = taken;
  const names = systematised.taxonomy.categories.map(({ name }) => name);
  const strays = findStrayCategories(loaded.evaluation, names);
  if (strays.length > 0)
    return {
      ok: false,
      problems: strays.map((name) => ({
        rule: "evaluation/category",
        pointer: "/judges",
        message: `A rule judges the category "${name}", which the taxonomy does not have. Its categories are: ${names.join("; ")}.`,
      })),
    };
  const made = await design(loaded, systematised);
  if (!made.ok) return made;
  const run = await prepareRun(loaded, systematised, made.designed);
  return { ok: true, planned: { systematised, designed: made.designed, run } };
}

export type Evaluated = {
  readonly run: PreparedRun;
  readonly trials: StageOutcome;
  /** Null where the run did not come so far. */
  readonly judged: StageOutcome | null;
  readonly reported: Reported | null;
};
export type EvaluateAnswer =
  | ({ readonly ok: true } & Evaluated)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Without the cases: a run reads them from its folder, and would else hold them to its end. */
async function planRunAlone(loaded: LoadedEvaluation) {
  const plan = await planRun(loaded);
  return plan.ok ? ({ ok: true, run: plan.planned.run } as const) : plan;
}

/** Every stage that is missing, up to the report. What is there is not done again. */
export async function runEvaluation(
  loaded: LoadedEvaluation,
  deps: EvaluationDeps,
  control: StageControl,
): Promise<EvaluateAnswer> {
  const planned = await planRunAlone(loaded);
  if (!planned.ok) return planned;
  const { run } = planned;
  const trials = await runTrials(loaded, run, deps, control);
  if (trials.stopped !== null) return { ok: true, run, trials, judged: null, reported: null };
  const judged = await judgeRun(loaded, run, deps, control);
  if (judged.stopped !== null) return { ok: true, run, trials, judged, reported: null };
  const { record } = toJudgePlan(loaded, run.record.taxonomy);
  return { ok: true, run, trials, judged, reported: await reportRun(run, record, deps) };
}
