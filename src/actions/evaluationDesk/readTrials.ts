import type { Asker } from "#core/access/asker.ts";
import { countIn } from "#core/cursor.ts";
import type { Outcome } from "#core/evaluation/rule/outcome.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import type { Trial } from "#core/evaluation/trial.ts";
import type { Verdict } from "#core/evaluation/verdict.ts";
import { ok } from "#core/result.ts";
import { type Tx, withAsker } from "#store/database.ts";
import { listLabelsOfTrial, listReportsOfTrial } from "#store/evaluation/label.ts";
import { findRun, type StoredRun } from "#store/evaluation/run.ts";
import { findCounterpart, findTranscript } from "#store/evaluation/trial.ts";
import {
  findTrial,
  type ListedTrial,
  listNumbers,
  listTrials,
  type TrialWish,
} from "#store/evaluation/trialList.ts";
import type { Deps } from "../deps.ts";
import { noSuchEvaluation } from "./evaluator.ts";

type Flag = "true" | undefined;

/** A filter as it is asked for. */
export type TrialFilter = Omit<
  TrialWish,
  "dimension" | "conflict" | "disagreement" | "unscored" | "changed" | "blindTo"
> & {
  readonly dimension?: string | undefined;
  readonly conflict?: Flag;
  readonly disagreement?: Flag;
  readonly unscored?: Flag;
  readonly against?: string | undefined;
  readonly change?: "worse" | "better" | undefined;
};

/** In a dimension of which yes is what nobody wants. */
const CHANGED_TO = { worse: "yes", better: "no" } as const;

const toLine = (trial: ListedTrial) => ({
  number: trial.number,
  title: trial.title,
  kind: trial.kind as "prompt",
  category: trial.category,
  stance: trial.stance as "permissible" | null,
  repetition: trial.repetition,
  end: trial.ending as "completed",
  turns: trial.turns,
  toolCalls: trial.toolCalls,
  latencyMs: trial.latencyMs,
  outcomes: trial.blind ? null : (trial.outcomes as Readonly<Record<string, Outcome>>),
  conflict: trial.blind ? false : trial.conflict,
  disagreement: trial.blind ? false : trial.disagreement,
  judgeKinds: trial.blind ? [] : (trial.judgeKinds as readonly "rule"[]),
});

async function toWish(
  tx: Tx,
  asker: Asker,
  run: StoredRun,
  { against, change, dimension = run.dimension, ...filter }: TrialFilter,
): Promise<TrialWish | undefined> {
  const other = against === undefined ? undefined : await findRun(tx, against);
  if (against !== undefined && !other) return undefined;
  return {
    ...filter,
    dimension,
    conflict: filter.conflict === "true",
    disagreement: filter.disagreement === "true",
    unscored: filter.unscored === "true",
    changed: other && change ? { since: other.id, to: CHANGED_TO[change] } : undefined,
    blindTo: asker.personId ?? undefined,
  };
}

/** Finds the run, and what of it is wished for. */
async function looking<T>(
  deps: Deps,
  asker: Asker,
  ref: string,
  filter: TrialFilter,
  look: (tx: Tx, run: StoredRun, wish: TrialWish) => Promise<T>,
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    const wish = run && (await toWish(tx, asker, run, filter));
    return run && wish ? ok(await look(tx, run, wish)) : noSuchEvaluation();
  });
}

export const readTrials = (
  deps: Deps,
  asker: Asker,
  ref: string,
  {
    after,
    limit,
    ...filter
  }: TrialFilter & { readonly after?: string | undefined; readonly limit: number },
) =>
  looking(deps, asker, ref, filter, async (tx, run, wish) => {
    const found = await listTrials(tx, run.id, wish, countIn(after) ?? 0, limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    return { items: found.map(toLine), next: last ? String(last.number) : null };
  });

const isEveryTrial = ({ dimension: _, blindTo: __, ...filter }: TrialWish): boolean =>
  Object.values(filter).every((value) => value === undefined || value === false);

export const readTrialNumbers = (deps: Deps, asker: Asker, ref: string, filter: TrialFilter) =>
  looking(deps, asker, ref, filter, async (tx, run, wish) => {
    if (isEveryTrial(wish)) return { total: run.trials, numbers: null };
    const numbers = await listNumbers(tx, run.id, wish);
    return { total: numbers.length, numbers };
  });

const labelsOf = async (tx: Tx, asker: Asker, runId: string, number: number) =>
  (await listLabelsOfTrial(tx, runId, number)).map(({ personId, citations, at, ...label }) => ({
    ...label,
    outcome: label.outcome as Outcome,
    mine: personId === asker.personId,
    citations: JSON.parse(citations) as Verdict["opinions"][number]["citations"],
    at: at.toISOString(),
  }));

type TrialName = { readonly ref: string; readonly number: number };

async function findWhole(tx: Tx, asker: Asker, { ref, number }: TrialName) {
  const run = await findRun(tx, ref);
  if (!run) return undefined;
  const line = await findTrial(tx, run.id, number, { blindTo: asker.personId ?? undefined });
  const transcript = line && (await findTranscript(tx, run.id, number));
  return line && transcript ? { run, line, transcript } : undefined;
}

/** The trial of the same case and repetition in another run, where that is the asker's to see. */
async function counterpartIn(tx: Tx, ref: string | undefined, line: ListedTrial) {
  const other = ref === undefined ? undefined : await findRun(tx, ref);
  const number = other ? await findCounterpart(tx, other.id, line) : null;
  return other && number !== null ? { ref: other.ref, number } : null;
}

/** One trial with all that is known of it; for whoever is still to label it, without what others said. */
export async function readTrial(deps: Deps, asker: Asker, name: TrialName, against?: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await findWhole(tx, asker, name);
    if (!found) return noSuchEvaluation();
    const { run, line, transcript } = found;
    const { number, blind } = line;
    return ok({
      ...toLine(line),
      trial: JSON.parse(transcript.trial) as Trial,
      case: JSON.parse(transcript.held) as TestCase,
      verdicts: blind ? null : (JSON.parse(transcript.verdicts ?? "[]") as Verdict[]),
      labels: blind ? null : await labelsOf(tx, asker, run.id, number),
      blinded: blind,
      reports: await listReportsOfTrial(tx, run.id, number),
      counterpart: await counterpartIn(tx, against, line),
    });
  });
}
