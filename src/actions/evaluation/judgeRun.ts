import { join } from "node:path";
import type { Json } from "#core/canonicalJson.ts";
import { CATEGORY } from "#core/evaluation/design/factor.ts";
import { toDetectors } from "#core/evaluation/detectors.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import { judgeTrial } from "#core/evaluation/judgeTrial.ts";
import { toRespects } from "#core/evaluation/panel.ts";
import { beginPace, foldPace, rateOf } from "#core/evaluation/progress.ts";
import { addUsed, ceilingReached, NOTHING_USED, type Used } from "#core/evaluation/run/budget.ts";
import type { RespectedOpinion } from "#core/evaluation/run/modelJudge.ts";
import { readVerdictHead, toVerdictLine } from "#core/evaluation/runFolder/head.ts";
import {
  type TrialRow,
  toJudgeFile,
  toVerdictsFile,
  type VerdictRow,
} from "#core/evaluation/runFolder/rows.ts";
import { toBranchTrials } from "#core/evaluation/tester/branches.ts";
import { mayJudge, type Trial } from "#core/evaluation/trial.ts";
import type { Verdict } from "#core/evaluation/verdict.ts";
import { findText, writeWhole } from "#outside/runFolder/files.ts";
import { type Journal, openJournal } from "#outside/runFolder/journal.ts";
import { readLines } from "#outside/runFolder/lines.ts";
import { lockFolder } from "#outside/runFolder/lock.ts";
import type { EvaluationDeps } from "./deps.ts";
import { type Driver, drive, usedOf } from "./drive.ts";
import { noteHistory } from "./history.ts";
import { type JudgePlan, toJudgePlan } from "./judgePlan.ts";
import { linkSignal } from "./linkSignal.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { openProving } from "./openProving.ts";
import type { PreparedRun } from "./prepareRun.ts";
import { damaged, readCounting, readStanding } from "./runJournal.ts";
import { MOST_WAITING, type StageControl, type StageOutcome } from "./stage.ts";

type JudgeStage = {
  readonly loaded: LoadedEvaluation;
  readonly run: PreparedRun;
  readonly deps: EvaluationDeps;
  readonly control: StageControl;
  readonly plan: JudgePlan;
  readonly journal: Journal;
  readonly driver: Omit<Driver, "signal" | "onCall">;
  readonly detectors: ReturnType<typeof toDetectors>;
};

type Judged = {
  used: Used;
  done: number;
  stopped: string | null;
  /** Rows in which a model could not be asked, until it is known whether that was their fault or the endpoint's. */
  readonly held: { readonly row: VerdictRow; readonly why: string }[];
  /** Whether a model answered in this go, or none was asked. */
  answered: boolean;
};

/** As many trials in a row of which a model could not be asked are a model that is not there. */
const LEAST_STREAK = 8;

/** Judges every trial that is on disk and that this judge key has not judged. Transcripts are read one after the other. */
export async function judgeRun(
  loaded: LoadedEvaluation,
  run: PreparedRun,
  deps: EvaluationDeps,
  control: StageControl,
): Promise<StageOutcome & { readonly judge: Identity }> {
  const plan = toJudgePlan(loaded, run.record.taxonomy);
  const { judge } = plan.record;
  const unlock = await lockFolder(run.folder);
  try {
    const about = join(run.folder, toJudgeFile(judge));
    const text = `${JSON.stringify(plan.record, null, 2)}\n`;
    if ((await findText(about)) !== text) await writeWhole(about, text);
    const outcome = await judgeMissing(loaded, run, deps, control, plan);
    if (outcome.total > 0)
      await noteHistory(run.folder, deps.now(), "judged", { judge, done: outcome.done });
    return { ...outcome, judge };
  } finally {
    await unlock();
  }
}

/** Where a few were left because their model never answered. */
const leftOf = ({ held }: Judged): string | null => {
  const last = held.at(-1);
  return last === undefined ? null : sayUnasked(held.length, last.why);
};

/** Attempts that are judged, by ordinal: one more than the attempt; 0 where none is. */
async function readJudged(path: string, total: number) {
  const judged = new Uint16Array(total);
  let used = NOTHING_USED;
  for await (const { text, number } of readLines(path)) {
    const head = readVerdictHead(text);
    if (head === null || head.ordinal >= total) throw damaged(path, number);
    judged[head.ordinal] = head.attempt + 1;
    used = addUsed(used, head.used);
  }
  return { judged, used };
}

async function judgeMissing(
  loaded: LoadedEvaluation,
  run: PreparedRun,
  deps: EvaluationDeps,
  control: StageControl,
  plan: JudgePlan,
): Promise<StageOutcome> {
  const standing = await readStanding(run.folder, run.record.trials);
  const path = join(run.folder, toVerdictsFile(plan.record.judge));
  const { judged, used } = await readJudged(path, run.record.trials);
  const total = standing.done;
  const done = judged.reduce(
    (sum, attempt, at) => sum + (attempt !== 0 && attempt === standing.attempts[at] ? 1 : 0),
    0,
  );
  const outcome = { done, total, failed: 0, stopped: null, cancelled: false };
  if (done >= total) return outcome;
  const opened = await openProving(loaded.programs);
  if (!opened.ok) return { ...outcome, stopped: opened.refusal.detail };
  const runTool = opened.value;
  const journal = await openJournal(path);
  const { ceilings } = loaded.evaluation;
  const left = (most: number | undefined, own: number): number | null =>
    most === undefined ? null : Math.max(0, most - own);
  const port = deps.openPort({
    calls: left(ceilings.calls, standing.used.calls + used.calls),
    tokens: left(ceilings.tokens, standing.used.tokens + used.tokens),
    minutes: ceilings.minutes ?? null,
    cost: null,
  });
  const stage: JudgeStage = {
    loaded,
    run,
    deps,
    control,
    plan,
    journal,
    driver: { port, keyOf: deps.keyOf, runTool },
    detectors: toDetectors(),
  };
  const state: Judged = {
    used: addUsed(standing.used, used),
    done,
    stopped: null,
    held: [],
    answered: false,
  };
  try {
    const rows = readCounting(run.folder, standing);
    await judgeAll(stage, state, rows, (head) => judged[head.ordinal] === head.attempt + 1, total);
    if (state.answered) keepHeld(stage, state, () => undefined);
    await journal.flush();
  } finally {
    await journal.close();
  }
  const { signal } = control;
  const why = state.stopped ?? (signal.aborted ? "Judging was cancelled." : leftOf(state));
  return {
    ...outcome,
    done: state.done,
    stopped: state.done >= total ? null : why,
    cancelled: signal.aborted,
  };
}

async function judgeAll(
  stage: JudgeStage,
  state: Judged,
  rows: ReturnType<typeof readCounting>,
  isJudged: (head: { readonly ordinal: number; readonly attempt: number }) => boolean,
  total: number,
): Promise<void> {
  const { control, deps, loaded, plan } = stage;
  let pace = beginPace(deps.clock(), state.done);
  const tell = (): void => {
    pace = foldPace(pace, deps.clock(), state.done);
    const { done } = state;
    control.onProgress({ stage: "judge", done, total, failed: 0, ...rateOf(pace, total) });
  };
  tell();
  const work = async (): Promise<void> => {
    for (;;) {
      if (state.stopped !== null || control.signal.aborted) return;
      const { value: next } = await rows.next();
      if (next === undefined) return;
      if (isJudged(next.head)) continue;
      await judgeOne(stage, state, JSON.parse(next.text) as TrialRow, tell);
    }
  };
  const workers =
    plan.models.length + plan.provers.length === 0 ? 1 : loaded.evaluation.concurrency;
  await Promise.all(Array.from({ length: workers }, work));
}

async function judgeOne(
  stage: JudgeStage,
  state: Judged,
  trial: TrialRow,
  tell: () => void,
): Promise<void> {
  const { calls = null, tokens = null, cost = null } = stage.loaded.evaluation.ceilings;
  state.stopped ??= ceilingReached(state.used, { calls, tokens, cost, minutes: null }, 0);
  if (state.stopped !== null) return;
  const judged = await toVerdictRow(stage, trial, state);
  if (judged === null) return;
  const { row, unasked } = judged;
  state.used = addUsed(state.used, row.used);
  if (unasked !== null) hold(stage, state, row, unasked);
  else {
    state.answered ||= row.calls.length > 0;
    if (state.answered) keepHeld(stage, state, tell);
    const appended = keep(stage, state, row, tell);
    if (stage.journal.waiting() > MOST_WAITING) await appended;
  }
}

const keep = (
  { journal }: JudgeStage,
  state: Judged,
  row: VerdictRow,
  tell: () => void,
): Promise<void> =>
  journal.append(toVerdictLine(row)).then(
    () => {
      state.done += 1;
      tell();
    },
    (error: unknown) => {
      state.stopped ??= `The disk does not take it: ${error instanceof Error ? error.message : String(error)}.`;
    },
  );

/** The endpoint answers: those of which it could not be asked stay without its answer. */
function keepHeld(stage: JudgeStage, state: Judged, tell: () => void): void {
  for (const { row } of state.held.splice(0)) void keep(stage, state, row, tell);
}

/** Rather than judge a run by a model that is not there, judging stops, and these trials are judged when it goes on. */
function hold({ loaded }: JudgeStage, state: Judged, row: VerdictRow, why: string): void {
  state.held.push({ row, why });
  const most = Math.max(LEAST_STREAK, loaded.evaluation.concurrency);
  if (state.held.length < most) return;
  state.held.length = 0;
  state.stopped ??= sayUnasked(most, why);
}

const sayUnasked = (n: number, why: string): string =>
  `The model that judges could not be asked about ${n} trials in a row, the last time because: ${why} Set that right, and run again: it goes on where it stopped.`;

/** Null where the judges were stopped on their way: the trial is judged when judging goes on. */
async function toVerdictRow(
  stage: JudgeStage,
  trial: TrialRow,
  state: Judged,
): Promise<{ readonly row: VerdictRow; readonly unasked: string | null } | null> {
  const calls: Json[] = [];
  let used = NOTHING_USED;
  let isStopped = false;
  let unasked: string | null = null;
  const own = linkSignal(stage.control.signal);
  const driver: Driver = {
    ...stage.driver,
    signal: own.signal,
    onCall: (wire, answer, model) => {
      calls.push(wire);
      const { prices } = stage.loaded.evaluation;
      used = addUsed(used, usedOf(answer, prices?.models?.[model] ?? null));
      if (answer.ok) return;
      if (!/ceiling|cancelled/.test(answer.refusal.code)) {
        unasked = answer.refusal.detail;
        return;
      }
      isStopped = true;
      if (answer.refusal.code === "model/ceiling") state.stopped ??= answer.refusal.detail;
    },
  };
  const probed = trial.held.stratum[CATEGORY] ?? null;
  try {
    const verdicts = await judgeWay(stage, trial, trial, probed, driver);
    const ways = mayJudge(trial) ? toBranchTrials(trial) : [];
    const branches: { path: readonly number[]; verdicts: readonly Verdict[] }[] = [];
    for (const { path, trial: way } of ways)
      branches.push({ path, verdicts: await judgeWay(stage, trial, way, probed, driver) });
    if (isStopped) return null;
    const { ordinal, attempt, repetition, id } = trial;
    const about = { ordinal, attempt, repetition, used, trial: id, case: trial.case, probed };
    return { row: { ...about, verdicts, branches, calls }, unasked };
  } finally {
    own.unlink();
  }
}

/** One way that a conversation went: by every rule, and by every model that may see it. */
async function judgeWay(
  { plan, run, detectors }: JudgeStage,
  { held }: TrialRow,
  trial: Trial,
  probed: string | null,
  driver: Driver,
): Promise<Verdict[]> {
  const { behaviour, taxonomy } = run.record;
  const judging = { trial, held, behaviour, taxonomy };
  const said: RespectedOpinion[] = [];
  for (const model of [...plan.models, ...plan.provers])
    said.push(
      ...(mayJudge(trial)
        ? await drive(model.judge(judging), driver)
        : model.respects(taxonomy).map((respect) => ({
            respect,
            opinion: {
              judge: model.id,
              kind: plan.provers.includes(model) ? ("rule" as const) : ("model" as const),
              outcome: "evidence_missing" as const,
              reason: trial.fault ?? `The trial ended: ${trial.end}.`,
              seen: [],
              citations: [],
            },
          }))),
    );
  return judgeTrial(trial, toRespects(plan.panel, probed), {
    rules: plan.panel.rules,
    detectors,
    probed,
    others: ({ dimension, category }) =>
      said.flatMap(({ respect, opinion }) =>
        respect.dimension === dimension && respect.category === category ? [opinion] : [],
      ),
  });
}
