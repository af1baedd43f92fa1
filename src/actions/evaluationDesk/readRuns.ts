import type { Asker } from "#core/access/asker.ts";
import { idIn } from "#core/cursor.ts";
import { PACE_WINDOW, paceOf } from "#core/evaluation/held/pace.ts";
import type { Rate } from "#core/evaluation/rate.ts";
import { ok } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { listLabellers } from "#store/evaluation/label.ts";
import { findRun, listRuns, type RunLine, type StoredRun } from "#store/evaluation/run.ts";
import { countEnds, countSince } from "#store/evaluation/trial.ts";
import type { Deps } from "../deps.ts";
import { contentOf } from "./content.ts";
import { noSuchEvaluation } from "./evaluator.ts";
import { type Figure, readFigures } from "./figures.ts";

const lineOf = (run: RunLine) => ({
  ref: run.ref,
  title: run.title,
  behaviour: run.behaviour,
  review: run.review,
  runKey: run.runKey as `sha256:${string}`,
  judgeKey: run.judgeKey as `sha256:${string}`,
  testSet: run.testSet as `sha256:${string}`,
  model: run.model,
  state: run.state,
  integrity: run.integrity as "clean",
  by: run.by,
  startedAt: run.startedAt.toISOString(),
  changedAt: run.changedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  planned: run.planned,
  trials: run.trials,
  judged: run.judged,
  conflicts: run.conflicts,
  unscored: run.unscored,
});

export const toRunLine = (run: RunLine) => ({
  ...lineOf(run),
  headline:
    run.headline === null
      ? null
      : (JSON.parse(run.headline) as Rate & { readonly dimension: string }),
});

const CURSOR = /^(\d{13,15})\.(.{36})$/;

function readCursor(text: string | undefined) {
  const [, at, rest] = CURSOR.exec(text ?? "") ?? [];
  const id = idIn(rest);
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

type Wanted = {
  readonly review?: string | undefined;
  readonly testSet?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Runs of the asker's party. */
export async function readRuns(deps: Deps, asker: Asker, { after, limit, ...wanted }: Wanted) {
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await listRuns(tx, wanted, readCursor(after), limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    return ok({
      items: found.map(toRunLine),
      next: last ? `${last.changedAt.getTime()}.${last.id}` : null,
    });
  });
}

export async function progressOf(tx: Tx, deps: Pick<Deps, "now">, run: RunLine) {
  const now = deps.now();
  const since = new Date(Math.max(now.getTime() - PACE_WINDOW, run.startedAt.getTime()));
  const recent = run.state === "running" ? await countSince(tx, run.id, since) : 0;
  const { planned, trials, judged } = run;
  const { perMinute, endsAt } = paceOf(
    { planned, trials, recent },
    run.startedAt.getTime(),
    now.getTime(),
  );
  const byEnd = await countEnds(tx, run.id);
  return {
    planned,
    trials,
    judged,
    byEnd: byEnd.map(({ end, n }) => ({ end: end as "completed", n })),
    perMinute,
    endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
  };
}

/** Categories that have trials and no verdict at all. */
export const findWithoutJudge = (figures: readonly Figure[]) =>
  figures.flatMap(({ dimension, category, trials, rate }) => {
    const unscored = rate.excluded.find(({ reason }) => reason === "unscored")?.n ?? 0;
    return category !== null && unscored === trials ? [{ dimension, category }] : [];
  });

async function pageOf(tx: Tx, deps: Deps, asker: Asker, run: StoredRun) {
  const { testSet: testSetSummary, ...content } = contentOf(run);
  const figures = await readFigures(tx, deps, asker, run);
  return {
    ...lineOf(run),
    edition: run.edition,
    integrityNote: run.note,
    stopped: run.stopped,
    ...content,
    testSetSummary,
    progress: await progressOf(tx, deps, run),
    figures,
    withoutJudge: findWithoutJudge(figures),
    labellers: await asDesk(tx, asker, () => listLabellers(tx, run.partyId)),
  };
}

export async function readRun(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    return run ? ok(await pageOf(tx, deps, asker, run)) : noSuchEvaluation();
  });
}

/** What a live view tells, as long as the run is the asker's to see. */
export async function lookAtRun(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    if (!run) return undefined;
    return { edition: run.edition, state: run.state, ...(await progressOf(tx, deps, run)) };
  });
}
