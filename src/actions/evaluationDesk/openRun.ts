import type { Asker } from "#core/access/asker.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import { toRunKey } from "#core/evaluation/runKey.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { findOrder, type StoredOrder } from "#store/evaluation/order.ts";
import {
  drawRunNumber,
  findSameRun,
  insertRun,
  type NewRun,
  reopenRun,
  type StoredRun,
} from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import type { RunContent } from "./content.ts";
import { type Evaluator, evaluatorOf, noSuchEvaluation } from "./evaluator.ts";

export type Opening = RunContent & {
  readonly title: string;
  readonly runKey: Identity;
  readonly judgeKey: Identity;
  readonly planned: number;
  readonly order: string | null;
};

const NUMBER_DIGITS = 4;

const told = (run: Pick<StoredRun, "ref" | "state" | "trials">, isNew: boolean) =>
  ok({ ref: run.ref, isNew, state: run.state, trials: run.trials });

/** What can be made again must come out the same: a key that is not of its configuration names nothing. */
function findFault(opening: Opening): string | null {
  const { configuration, runKey, testSet, taxonomy, dimensions } = opening;
  if (toRunKey(configuration) !== runKey)
    return "The run key is not that of the configuration. Send the configuration that the key was made of.";
  if (configuration.testSet !== testSet.id)
    return "The test set is not the one that the configuration names.";
  const names = taxonomy.categories.map(({ name }) => name);
  if (new Set(names).size < names.length) return "Two categories have the same name.";
  if (new Set(dimensions).size < dimensions.length) return "Two dimensions have the same name.";
  return null;
}

async function toNewRun(
  tx: Tx,
  { now, chance }: Deps,
  asker: Evaluator,
  opening: Opening,
  order: StoredOrder | undefined,
): Promise<NewRun> {
  const { title, runKey, judgeKey, planned, order: _, ...content } = opening;
  const at = now();
  const number = String(await drawRunNumber(tx)).padStart(NUMBER_DIGITS, "0");
  return {
    id: chance.newId(),
    ref: `EV-${at.getUTCFullYear()}-${number}`,
    partyId: asker.partyId,
    personId: asker.personId,
    reviewId: order?.reviewId ?? null,
    orderId: order?.id ?? null,
    runKey,
    judgeKey,
    title,
    behaviour: content.taxonomy.behaviour.name,
    testSet: content.testSet.id,
    model: content.circumstances.model,
    content: JSON.stringify(content satisfies RunContent),
    dimension: content.dimensions[0] ?? "",
    planned,
    by: asker.name,
    startedAt: at,
  };
}

/** Opens a run, or goes on with the one of the same keys. A run that was stopped runs again. */
export async function openRun(deps: Deps, asker: Asker, opening: Opening) {
  const evaluator = evaluatorOf(asker);
  if (!evaluator) return noSuchEvaluation();
  const fault = findFault(opening);
  if (fault !== null) return refuse("evaluation/faults", fault);
  return await withAsker(deps.db, asker, async (tx) => {
    const order = opening.order === null ? undefined : await findOrder(tx, opening.order);
    if (opening.order !== null && !order)
      return refuse("order/not-found", "There is no such order, or it is not your party's.");
    const identity = {
      partyId: evaluator.partyId,
      runKey: opening.runKey,
      judgeKey: opening.judgeKey,
      orderId: order?.id ?? null,
    };
    return await asDesk(tx, asker, async () => {
      const before = await findSameRun(tx, identity);
      if (before) return await goOn(tx, deps, before);
      const run = await toNewRun(tx, deps, evaluator, opening, order);
      if (!(await insertRun(tx, asker.deskId, run))) {
        const meanwhile = await findSameRun(tx, identity);
        if (!meanwhile) throw new Error("A run was neither opened nor found.");
        return told(meanwhile, false);
      }
      await record(tx, deps, asker, [
        {
          kind: "evaluation.opened",
          subject: { evaluation: run.ref, ...subjectOf(run) },
          detail: { runKey: run.runKey, judgeKey: run.judgeKey, planned: run.planned },
          restricted: true,
        },
      ]);
      return told({ ref: run.ref, state: "running", trials: 0 }, true);
    });
  });
}

/** What an entry of the ledger is about, besides the run. */
export const subjectOf = ({ reviewId }: Pick<StoredRun, "reviewId">) =>
  reviewId === null ? {} : { reviewId };

async function goOn(tx: Tx, deps: Deps, before: StoredRun) {
  if (before.state !== "stopped") return told(before, false);
  await reopenRun(tx, before.id, deps.now());
  return told({ ...before, state: "running" }, false);
}
