import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { grantsToUse } from "#core/review/mayAccess.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import {
  listOrders as findOrders,
  insertOrder,
  listRunsOfOrders,
  lockOrder,
  type StoredOrder,
  stopOrder as setStopped,
} from "#store/evaluation/order.ts";
import { findReview, type StoredReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { lapseFirst } from "../review/lapse.ts";
import { noSuchReview } from "../review/noSuchReview.ts";
import { sideOf } from "../review/sideOf.ts";
import { type Evaluator, evaluatorOf } from "./evaluator.ts";

export type OrderWish = {
  readonly title: string;
  readonly grantId: string;
  readonly materialId: string;
  readonly configuration: string;
  readonly testSet: string | null;
  readonly budget: {
    readonly calls: number | null;
    readonly tokens: number | null;
    readonly seconds: number | null;
  };
  readonly seed: string;
};

export type OrderName = { readonly ref: string; readonly id: string };

/** Somebody of an attached agency, in a review that is theirs to see. */
export type Standing = { readonly review: StoredReview; readonly asker: Evaluator };

export async function standIn(tx: Tx, asker: Asker, ref: string): Promise<Standing | undefined> {
  const evaluator = evaluatorOf(asker);
  const review = evaluator && (await findReview(tx, ref));
  return evaluator && review && sideOf(asker, review.state) === "agency"
    ? { review, asker: evaluator }
    : undefined;
}

export const noSuchOrder = () =>
  refuse("order/not-found", "There is no such order, or it is not your agency's.");

/** Whether the endpoint may be asked under this grant at this instant: by the clock and the state, never by a row. */
export function mayAskEndpoint(
  { now }: Pick<Deps, "now">,
  { review, asker }: Standing,
  grantId: string,
) {
  const clock = clockOf(review.state, now().toISOString());
  const grants = grantsToUse({ state: review.state, clock }, asker);
  if (!grants.ok) return grants;
  const grant = grants.value.find(({ id }) => id === grantId);
  if (grant?.axis === "model") return ok({ grant, closesAt: clock.window?.closes.at ?? null });
  return refuse(
    "grant/not-named",
    "This grant does not let you ask the model now. Name one of model access that the lab has given you.",
  );
}

/** What is stored, and what the clock says of it now. */
function stateOf(deps: Pick<Deps, "now">, standing: Standing, order: StoredOrder) {
  if (order.state === "finished" || order.state === "stopped")
    return { state: order.state, why: order.why };
  const may = mayAskEndpoint(deps, standing, order.grantId);
  return may.ok
    ? { state: order.state, why: null }
    : { state: "paused" as const, why: may.refusal.detail };
}

async function describe(
  tx: Tx,
  deps: Pick<Deps, "now">,
  standing: Standing,
  orders: readonly StoredOrder[],
) {
  const runs = await listRunsOfOrders(
    tx,
    orders.map(({ id }) => id),
  );
  return orders.map((order) => {
    const { partyId: _, reviewId: __, ...rest } = order;
    return {
      ...rest,
      ...stateOf(deps, standing, order),
      review: standing.review.ref,
      testSet: order.testSet as `sha256:${string}` | null,
      budget: JSON.parse(order.budget) as OrderWish["budget"],
      orderedAt: order.orderedAt.toISOString(),
      lastSeenAt: order.lastSeenAt?.toISOString() ?? null,
      destroyedAt: order.destroyedAt?.toISOString() ?? null,
      runs: runs.get(order.id) ?? [],
    };
  });
}

/** One order as it is now, in the transaction that changed it. */
export async function describeOrder(
  tx: Tx,
  deps: Pick<Deps, "now">,
  standing: Standing,
  id: string,
) {
  const order = await lockOrder(tx, standing.review.id, id);
  const [page] = order ? await describe(tx, deps, standing, [order]) : [];
  if (!page) throw new Error(`The order ${id} was there a moment ago.`);
  return page;
}

export async function listOrders(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    if (!standing) return noSuchReview();
    const orders = await findOrders(tx, standing.review.id);
    return ok({ items: await describe(tx, deps, standing, orders) });
  });
}

/** Credentials that the lab sealed to a key of the asker's own. */
function findCredentials({ review, asker }: Standing, materialId: string) {
  const { state } = review;
  return state.materials.find(
    ({ id, kind, byPartyId, recipients }) =>
      id === materialId &&
      kind === "credentials" &&
      byPartyId === state.lab.partyId &&
      recipients.some(({ personId }) => personId === asker.personId),
  );
}

/** The agency says what its runner is to do, and under which grant; whoever orders is who the runner acts for. */
export async function orderEvaluation(deps: Deps, asker: Asker, ref: string, wish: OrderWish) {
  await lapseFirst(deps, asker, ref);
  return await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    if (!standing) return noSuchReview();
    const may = mayAskEndpoint(deps, standing, wish.grantId);
    if (!may.ok) return may;
    if (!findCredentials(standing, wish.materialId))
      return refuse(
        "material/unknown",
        "The lab has sealed no credentials of this name to you. Ask for them, sealed to the key of your runner.",
      );
    const { review, asker: evaluator } = standing;
    const order = {
      ...wish,
      id: deps.chance.newId(),
      reviewId: review.id,
      partyId: evaluator.partyId,
      personId: evaluator.personId,
      by: asker.name,
      budget: JSON.stringify(wish.budget),
      orderedAt: deps.now(),
    };
    await asDesk(tx, asker, async () => {
      await insertOrder(tx, asker.deskId, order);
      await record(tx, deps, asker, [
        {
          kind: "evaluation.ordered",
          subject: { reviewId: review.id },
          detail: { order: order.id, grantId: wish.grantId, materialId: wish.materialId },
          restricted: true,
        },
      ]);
    });
    return ok(await describeOrder(tx, deps, standing, order.id));
  });
}

export async function stopOrder(deps: Deps, asker: Asker, { ref, id }: OrderName, reason: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const standing = await standIn(tx, asker, ref);
    const order = standing && (await lockOrder(tx, standing.review.id, id));
    if (!standing || !order) return noSuchOrder();
    if (order.state === "finished" || order.state === "stopped")
      return refuse("order/ended", "The order has ended.");
    await asDesk(tx, asker, async () => {
      await setStopped(tx, id, reason);
      await record(tx, deps, asker, [
        {
          kind: "evaluation.stopped",
          subject: { reviewId: standing.review.id },
          detail: { order: id },
          restricted: true,
        },
      ]);
    });
    return ok(await describeOrder(tx, deps, standing, id));
  });
}
