import type { Asker } from "#core/access/asker.ts";
import { type JudgedTrial, toJudgedTrial } from "#core/evaluation/held/trialRow.ts";
import { isDecided } from "#core/evaluation/rule/outcome.ts";
import { ok } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { addTallies, type JudgeTally } from "#store/evaluation/figure.ts";
import { advanceRun, findRun, lockRun, type StoredRun } from "#store/evaluation/run.ts";
import {
  type CellRecord,
  findKnownTrials,
  insertCells,
  insertTranscripts,
  insertTrials,
  putVerdicts,
  removeCells,
} from "#store/evaluation/trial.ts";
import type { Deps } from "../deps.ts";
import { chunked } from "../system/chunked.ts";
import { contentOf, type RunContent } from "./content.ts";
import { type Evaluator, evaluatorOf, noSuchEvaluation } from "./evaluator.ts";
import { type LineAnswer, type PushedLine, planLines, type Slot, trialOf } from "./planLines.ts";

/** A line of the stream: what it says, or what is wrong with it. */
export type ReadLine = {
  readonly line: number;
  readonly bytes: Uint8Array | null;
  readonly read: PushedLine | { readonly problem: string };
};

export type AnsweredLine = LineAnswer & { readonly line: number };

type JudgedSlot = { readonly slot: Slot; readonly judged: JudgedTrial };

const judge = (slot: Slot, { taxonomy, dimensions }: RunContent): JudgedSlot => ({
  slot,
  judged: toJudgedTrial(slot.verdicts, { taxonomy, dimensions, category: slot.category }),
});

const toCellRecords = ({ slot, judged }: JudgedSlot): CellRecord[] =>
  judged.cells.map(({ dimension, stance, category, outcome, conflict }) => ({
    number: slot.number,
    caseId: slot.caseId,
    repetition: slot.repetition,
    dimension,
    stance: stance ?? "",
    category: category ?? "",
    outcome,
    conflict,
  }));

function toTallies(judged: readonly JudgedSlot[]): JudgeTally[] {
  const said = judged.flatMap((one) => one.judged.said);
  const groups = Map.groupBy(said, (one) => JSON.stringify([one.judge, one.dimension]));
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const count = (wanted: string) => own.filter(({ outcome }) => outcome === wanted).length;
    const silent = own.filter(({ outcome }) => !isDecided(outcome)).length;
    const { judge: id, kind, dimension } = first;
    return [{ judge: id, kind, dimension, yes: count("yes"), no: count("no"), silent }];
  });
}

async function store(
  tx: Tx,
  run: StoredRun,
  slots: readonly JudgedSlot[],
  deps: Deps,
  deskId: string,
) {
  const of = { deskId, runId: run.id, partyId: run.partyId };
  const at = deps.now();
  const added = slots.flatMap(({ slot, judged }) =>
    slot.added === null ? [] : [{ number: slot.number, ...slot.added, slot, row: judged.row }],
  );
  const later = slots.filter(({ slot }) => slot.added === null);
  const records = added.map(({ number, record, row }) => ({ number, ...record, ...row }));
  await insertTrials(tx, of, records, at);
  await insertTranscripts(
    tx,
    of,
    added.map(({ number, trial, held, slot }) => ({
      number,
      trial,
      held,
      verdicts: slot.verdicts === null ? null : JSON.stringify(slot.verdicts),
    })),
  );
  await putVerdicts(
    tx,
    run.id,
    later.map(({ slot, judged }) => ({
      number: slot.number,
      ...judged.row,
      verdicts: JSON.stringify(slot.verdicts),
    })),
  );
  await removeCells(
    tx,
    run.id,
    later.map(({ slot }) => slot.number),
  );
  await insertCells(tx, of, slots.flatMap(toCellRecords));
  await addTallies(tx, of, toTallies(slots));
  const count = (is: (one: JudgedSlot) => boolean) => slots.filter(is).length;
  await advanceRun(
    tx,
    run.id,
    {
      trials: added.length,
      judged: count(({ judged }) => judged.row.judged),
      conflicts: count(({ judged }) => judged.row.conflict),
      unscored: count(({ judged }) => judged.row.unscored) - count(({ slot }) => slot.wasUnscored),
    },
    at,
  );
}

/** Lines that could be read, in one transaction. */
async function takeLines(deps: Deps, asker: Evaluator, ref: string, lines: readonly PushedLine[]) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await lockRun(tx, ref);
    if (!run) return undefined;
    return await asDesk(tx, asker, async () => {
      const known = await findKnownTrials(tx, run.id, [...new Set(lines.map(trialOf))]);
      const content = contentOf(run);
      const now = {
        runKey: run.runKey,
        isOpen: run.state === "running",
        trials: run.trials,
        content,
      };
      const plan = planLines(lines, known, now);
      const judged = plan.changed.map((slot) => judge(slot, content));
      if (judged.length > 0) await store(tx, run, judged, deps, asker.deskId);
      return plan.answers;
    });
  });
}

const GONE: LineAnswer = {
  status: "refused",
  trial: null,
  problem: "The run is not yours any more.",
};

async function* answering(
  deps: Deps,
  asker: Evaluator,
  ref: string,
  lines: AsyncIterator<ReadLine>,
): AsyncGenerator<AnsweredLine[]> {
  for await (const chunk of chunked(lines)) {
    const readable = chunk.flatMap(({ read }) => ("problem" in read ? [] : [read]));
    const answers = await takeLines(deps, asker, ref, readable);
    let next = 0;
    yield chunk.map(({ line, read }) => {
      if ("problem" in read) return { line, status: "refused", trial: null, problem: read.problem };
      next += 1;
      return { line, ...(answers?.[next - 1] ?? GONE) };
    });
    if (!answers) return;
  }
}

/** Takes trials and verdicts as they stream in: each group that is answered is durable, and sent again is known. */
export async function appendLines(
  deps: Deps,
  asker: Asker,
  ref: string,
  lines: AsyncIterator<ReadLine>,
) {
  const evaluator = evaluatorOf(asker);
  const run = evaluator && (await withAsker(deps.db, asker, (tx) => findRun(tx, ref)));
  return evaluator && run ? ok(answering(deps, evaluator, run.ref, lines)) : noSuchEvaluation();
}
