import { join } from "node:path";
import { beginPace, foldPace, rateOf } from "#core/evaluation/progress.ts";
import { addUsed, ceilingReached, type Used } from "#core/evaluation/run/budget.ts";
import { toTrialLine } from "#core/evaluation/runFolder/head.ts";
import { FILES, type TrialRow } from "#core/evaluation/runFolder/rows.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import { isBrokenOff, toTrialId } from "#core/evaluation/trial.ts";
import { type Journal, openJournal } from "#outside/runFolder/journal.ts";
import { readLines } from "#outside/runFolder/lines.ts";
import { lockFolder } from "#outside/runFolder/lock.ts";
import type { EvaluationDeps } from "./deps.ts";
import { noteHistory } from "./history.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { type OpenedTrials, openTrials } from "./openTrials.ts";
import type { PreparedRun } from "./prepareRun.ts";
import { findLastFault, readStanding, type Standing } from "./runJournal.ts";
import { type Came, MOST_WAITING, type StageControl, type StageOutcome } from "./stage.ts";

type Job = { readonly held: TestCase; readonly ordinal: number; readonly repetition: number };

/** As many trials in a row that break off, and none that does not, are a target that is not there. */
const LEAST_STREAK = 8;

type Running = {
  readonly run: PreparedRun;
  readonly loaded: LoadedEvaluation;
  readonly deps: EvaluationDeps;
  readonly journal: Journal;
  readonly trials: OpenedTrials;
  readonly control: StageControl;
  readonly standing: Standing;
  readonly begun: number;
  used: Used;
  done: number;
  failed: number;
  streak: number;
  inFlight: number;
  stopped: string | null;
};

/** Runs every trial of a run that is not on disk yet, as many side by side as the evaluation says. */
export async function runTrials(
  loaded: LoadedEvaluation,
  run: PreparedRun,
  deps: EvaluationDeps,
  control: StageControl,
): Promise<StageOutcome> {
  const outcome = await runLocked(loaded, run, deps, control);
  return outcome.failed === 0
    ? outcome
    : { ...outcome, fault: await findLastFault(run.folder, run.record.trials) };
}

async function runLocked(
  loaded: LoadedEvaluation,
  run: PreparedRun,
  deps: EvaluationDeps,
  control: StageControl,
): Promise<StageOutcome> {
  const total = run.record.trials;
  const unlock = await lockFolder(run.folder);
  try {
    const standing = await readStanding(run.folder, total);
    const again = control.retryErrors ? standing.failed : 0;
    if (standing.done - again >= total) return toOutcome(standing, total, null, false);
    await noteHistory(run.folder, deps.now(), "started", { done: standing.done });
    const outcome = await runMissing({ loaded, run, deps, control, standing });
    const { done, failed, stopped } = outcome;
    await noteHistory(run.folder, deps.now(), stopped === null ? "finished" : "stopped", {
      done,
      failed,
      why: stopped,
    });
    return outcome;
  } finally {
    await unlock();
  }
}

const toOutcome = (
  { done, failed }: { readonly done: number; readonly failed: number },
  total: number,
  stopped: string | null,
  cancelled: boolean,
): StageOutcome => ({ done, total, failed, stopped, cancelled });

type Opening = Pick<Running, "loaded" | "run" | "deps" | "control" | "standing">;

async function runMissing(opening: Opening): Promise<StageOutcome> {
  const { loaded, run, deps, control, standing } = opening;
  const journal = await openJournal(join(run.folder, FILES.trials));
  const again = control.retryErrors ? standing.failed : 0;
  try {
    const trials = await openTrials(loaded, deps, standing.used);
    const running: Running = {
      ...opening,
      journal,
      trials,
      begun: deps.clock(),
      used: standing.used,
      done: standing.done - again,
      failed: standing.failed - again,
      streak: 0,
      inFlight: 0,
      stopped: null,
    };
    try {
      await workThrough(running);
      await journal.flush();
    } finally {
      await trials.close();
    }
    const { signal } = control;
    const stopped = running.stopped ?? (signal.aborted ? "The run was cancelled." : null);
    const isWhole = running.done >= run.record.trials;
    return toOutcome(running, run.record.trials, isWhole ? null : stopped, signal.aborted);
  } finally {
    await journal.close();
  }
}

async function workThrough(running: Running): Promise<void> {
  const { loaded, deps, run, control } = running;
  const jobs = listJobs(running);
  let pace = beginPace(deps.clock(), running.done);
  const tell = (): void => {
    const { done, failed } = running;
    const total = run.record.trials;
    pace = foldPace(pace, deps.clock(), done);
    control.onProgress({ stage: "run", done, total, failed, ...rateOf(pace, total) });
  };
  tell();
  const work = async (): Promise<void> => {
    for (;;) {
      if (running.stopped !== null || control.signal.aborted || isBound(running)) return;
      running.inFlight += 1;
      try {
        const { value: job } = await jobs.next();
        if (job === undefined) return;
        await runJob(running, job, tell);
      } finally {
        running.inFlight -= 1;
      }
    }
  };
  const workers = Math.min(loaded.evaluation.concurrency, run.record.trials);
  await Promise.all(Array.from({ length: workers }, work));
}

/** Trials that are still to be run, in the order of the cases. */
async function* listJobs({ run, standing, control }: Running): AsyncGenerator<Job, undefined> {
  const { repetitions } = run.record.configuration;
  let place = 0;
  for await (const { text } of readLines(join(run.folder, FILES.cases))) {
    const first = place * repetitions;
    place += 1;
    let held: TestCase | null = null;
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const ordinal = first + repetition;
      const isBroken = standing.broken[ordinal] === 1 && control.retryErrors === true;
      if (standing.attempts[ordinal] !== 0 && !isBroken) continue;
      held ??= JSON.parse(text) as TestCase;
      yield { held, ordinal, repetition };
    }
  }
  return undefined;
}

/** Whether a ceiling is reached, or would be by what is on its way: those that are on it go on alone then. */
function isBound(running: Running): boolean {
  const {
    calls = null,
    tokens = null,
    cost = null,
    minutes = null,
  } = running.loaded.evaluation.ceilings;
  const ceilings = { calls, tokens, cost, minutes };
  const spent = (running.deps.clock() - running.begun) / 60_000;
  running.stopped ??= ceilingReached(running.used, ceilings, spent);
  const onTheirWay = { calls: running.inFlight, tokens: 0, cost: 0 };
  return ceilingReached(addUsed(running.used, onTheirWay), ceilings, spent) !== null;
}

async function runJob(running: Running, job: Job, tell: () => void): Promise<void> {
  const { deps, journal, trials, control } = running;
  const at = deps.now().toISOString();
  const came = await trials.runOne(job.held, job.repetition, control.signal);
  running.used = addUsed(running.used, came.used);
  const { end, fault } = came.conversed;
  if (end === "cancelled" || end === "ceiling") {
    // As if it had not begun: it is run when the run goes on.
    if (end === "ceiling") running.stopped ??= fault ?? "A ceiling is reached.";
    return;
  }
  const row = toRow(running, job, at, came);
  const appended = journal.append(toTrialLine(row)).then(
    () => {
      running.done += 1;
      if (isBrokenOff({ end })) running.failed += 1;
      tell();
    },
    (error: unknown) => {
      running.stopped ??= `The disk does not take it: ${error instanceof Error ? error.message : String(error)}.`;
    },
  );
  watchStreak(running, isBrokenOff({ end }) ? fault : null);
  if (journal.waiting() > MOST_WAITING) await appended;
}

/** Rather than break off a thousand trials against an address that is wrong, the run stops. */
function watchStreak(running: Running, fault: string | null): void {
  running.streak = fault === null ? 0 : running.streak + 1;
  const most = Math.max(LEAST_STREAK, running.loaded.evaluation.concurrency);
  if (running.streak < most) return;
  running.stopped ??= `${running.streak} trials in a row broke off, the last because: ${fault} Set that right, and run again with --retry-errors: it goes on where it stopped.`;
}

function toRow(
  { run, standing }: Running,
  { held, ordinal, repetition }: Job,
  at: string,
  { conversed, used, calls }: Came,
): TrialRow {
  const { end, fault, events, state, spans, truncated, usage } = conversed;
  const { toolFaults, harnessFaults } = conversed;
  return {
    ordinal,
    attempt: standing.attempts[ordinal] ?? 0,
    used,
    at,
    id: toTrialId(run.record.run, held.id, repetition),
    run: run.record.run,
    case: held.id,
    repetition,
    held,
    end,
    fault,
    events,
    state,
    evidence: { traced: run.record.traced, spans: spans ?? [], truncated },
    usage,
    calls,
    toolFaults,
    harnessFaults,
  };
}
