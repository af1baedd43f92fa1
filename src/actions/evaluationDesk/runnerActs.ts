import type { Asker } from "#core/access/asker.ts";
import { draftResult as toDraft } from "#core/evaluation/held/draftResult.ts";
import { ok, refuse } from "#core/result.ts";
import { dayAt } from "#core/review/today.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { countBatch, endOrder, findOrder, lockOrder } from "#store/evaluation/order.ts";
import { findRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { actOnReview } from "../review/actOnReview.ts";
import { lapseFirst } from "../review/lapse.ts";
import { noSuchReview } from "../review/noSuchReview.ts";
import { type Caller, seen } from "../review/seen.ts";
import { readCalibration } from "./calibration.ts";
import { contentOf } from "./content.ts";
import { headlineOf, readFigures } from "./figures.ts";
import { describeOrder, mayAskEndpoint, noSuchOrder, type OrderName, standIn } from "./orders.ts";

type Batch = { readonly trials: number; readonly run: string | null };

/**
 * Asked before each batch. The answer goes by the clock at this instant; a yes stands in the log of accesses that the lab reads live,
 * with who, from where, and under which grant.
 */
export async function beginBatch(
  deps: Deps,
  asker: Asker,
  caller: Caller,
  { ref, id }: OrderName,
  { trials, run }: Batch,
) {
  await lapseFirst(deps, asker, ref);
  return await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    const order = standing && (await lockOrder(tx, standing.review.id, id));
    if (!standing || !order) return noSuchOrder();
    if (order.state === "finished" || order.state === "stopped")
      return refuse("order/ended", order.why ?? "The order has ended.");
    const may = mayAskEndpoint(deps, standing, order.grantId);
    if (!may.ok) return may;
    return await asDesk(tx, asker, async () => {
      const batch = await countBatch(tx, id, deps.now());
      const what = run === null ? `order ${id}` : `evaluation ${run}`;
      await seen(tx, deps, asker, caller, {
        reviewId: standing.review.id,
        what: "endpoint",
        grantId: order.grantId,
        materialId: order.materialId,
        detail: `Runner, ${what}, batch ${batch}: up to ${trials} requests`,
      });
      return ok({ batch, closesAt: may.value.closesAt });
    });
  });
}

type Containment = {
  readonly what: string;
  readonly run: string | null;
  readonly thirdParties: readonly string[];
  readonly hours: number;
};

/** Opens the review's incident by its own act: it pauses everything of the review, and tells the lab. */
export async function reportContainment(
  deps: Deps,
  asker: Asker,
  { ref, id }: OrderName,
  { what, run, thirdParties, hours }: Containment,
) {
  const known = await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    return standing && (await findOrder(tx, id))?.reviewId === standing.review.id;
  });
  if (!known) return noSuchOrder();
  const about = run === null ? what : `${what} (evaluation ${run})`;
  const opened = await actOnReview(deps, asker, ref, "open-incident", {
    what: about,
    thirdParties,
    hours,
  });
  if (!opened.ok) return opened;
  return await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    if (!standing) return noSuchReview();
    await asDesk(tx, asker, () =>
      record(tx, deps, asker, [
        {
          kind: "evaluation.containment",
          subject: { reviewId: standing.review.id, ...(run === null ? {} : { evaluation: run }) },
          detail: { order: id },
          restricted: true,
        },
      ]),
    );
    return ok(await describeOrder(tx, deps, standing, id));
  });
}

type LastWord = {
  readonly state: "finished" | "stopped";
  readonly why: string | null;
  readonly destroyed: string;
};

/** The destruction certificate that is asked of this person for the credentials, where one is asked for by now. */
async function stateDestruction(
  deps: Deps,
  asker: Asker,
  { ref, id }: OrderName,
  destroyed: string,
): Promise<void> {
  const asked = await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    const order = standing && (await findOrder(tx, id));
    const { state } = standing?.review ?? {};
    const own = state?.destructions.find(
      ({ materialId, personId, stated }) =>
        materialId === order?.materialId && personId === asker.personId && stated === null,
    );
    return state && own && { destructionId: own.id, on: dayAt(state, deps.now().toISOString()) };
  });
  if (asked)
    await actOnReview(deps, asker, ref, "state-destruction", { ...asked, method: destroyed });
}

/** The runner's last word of an order. Said again it changes nothing. */
export async function finishOrder(deps: Deps, asker: Asker, name: OrderName, said: LastWord) {
  const { ref, id } = name;
  await lapseFirst(deps, asker, ref);
  const ended = await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    const order = standing && (await lockOrder(tx, standing.review.id, id));
    if (!standing || !order) return noSuchOrder();
    if (order.destroyedAt === null)
      await asDesk(tx, asker, async () => {
        const state = order.state === "stopped" ? "stopped" : said.state;
        await endOrder(tx, id, { ...said, state, why: order.why ?? said.why }, deps.now());
        await record(tx, deps, asker, [
          {
            kind: "evaluation.credentials-destroyed",
            subject: { reviewId: standing.review.id, materialId: order.materialId },
            detail: { order: id, state, destroyed: said.destroyed },
            restricted: true,
          },
        ]);
      });
    return ok(await describeOrder(tx, deps, standing, id));
  });
  if (ended.ok) await stateDestruction(deps, asker, name, said.destroyed);
  return ended;
}

/** What a finished run of an order comes to, as a result to begin from; it is given by the review's own act. */
export async function draftResult(
  deps: Deps,
  asker: Asker,
  { ref, id }: OrderName,
  { run: runRef }: { readonly run: string },
) {
  const read = await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    const run = standing && (await findRun(tx, runRef));
    if (!standing || run?.orderId !== id) return undefined;
    return { run, figures: await readFigures(tx, deps, asker, run, 0) };
  });
  if (!read) return noSuchOrder();
  const { run, figures } = read;
  const headline = headlineOf(figures, run.dimension);
  if (run.state === "running" || headline === undefined)
    return refuse(
      "evaluation/unfinished",
      "The run has not ended. A result is drafted from one that has.",
    );
  const labels = await readCalibration(deps, asker, runRef, {});
  const { circumstances, configuration, testSet, judges } = contentOf(run);
  return ok(
    toDraft({
      ref: run.ref,
      behaviour: run.behaviour,
      dimension: run.dimension,
      rate: headline.rate,
      integrity: run.integrity as "clean",
      note: run.note,
      labelled: labels.ok ? labels.value.labelled : 0,
      doubled: labels.ok ? labels.value.doubled : 0,
      isChecked: judges.some(({ kind, calibrated }) => kind !== "model" || calibrated),
      cases: testSet.cases,
      repetitions: configuration.repetitions,
      circumstances,
    }),
  );
}
