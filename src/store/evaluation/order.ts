import type { Tx } from "../database.ts";

export type OrderState = "ordered" | "running" | "finished" | "stopped";

export type StoredOrder = {
  readonly id: string;
  readonly reviewId: string;
  readonly partyId: string;
  readonly by: string;
  readonly title: string;
  readonly state: OrderState;
  readonly why: string | null;
  readonly grantId: string;
  readonly materialId: string;
  readonly configuration: string;
  readonly testSet: string | null;
  /** JSON. */
  readonly budget: string;
  readonly seed: string;
  readonly batches: number;
  readonly orderedAt: Date;
  readonly lastSeenAt: Date | null;
  readonly destroyedAt: Date | null;
};

const select = (tx: Tx) =>
  tx
    .selectFrom("evaluation_order")
    .select([
      "id",
      "review_id as reviewId",
      "party_id as partyId",
      "by_label as by",
      "title",
      "state",
      "why",
      "grant_id as grantId",
      "material_id as materialId",
      "configuration",
      "test_set as testSet",
      "budget",
      "seed",
      "batches",
      "ordered_at as orderedAt",
      "last_seen_at as lastSeenAt",
      "destroyed_at as destroyedAt",
    ]);

type Row = Omit<StoredOrder, "state"> & { readonly state: string };
const toStored = (row: Row): StoredOrder => ({ ...row, state: row.state as OrderState });

/** Undefined as well when row-level security hides it. */
export async function findOrder(tx: Tx, id: string): Promise<StoredOrder | undefined> {
  const row = await select(tx).where("id", "=", id).executeTakeFirst();
  return row && toStored(row);
}

export async function lockOrder(
  tx: Tx,
  reviewId: string,
  id: string,
): Promise<StoredOrder | undefined> {
  const row = await select(tx)
    .where("review_id", "=", reviewId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && toStored(row);
}

/** Newest first. */
export const listOrders = async (tx: Tx, reviewId: string): Promise<StoredOrder[]> =>
  (
    await select(tx)
      .where("review_id", "=", reviewId)
      .orderBy("ordered_at", "desc")
      .orderBy("id")
      .limit(500)
      .execute()
  ).map(toStored);

type NewOrder = Omit<StoredOrder, "state" | "why" | "batches" | "lastSeenAt" | "destroyedAt"> & {
  readonly personId: string;
};

export const insertOrder = async (tx: Tx, deskId: string, order: NewOrder): Promise<void> => {
  await tx
    .insertInto("evaluation_order")
    .values({
      desk_id: deskId,
      id: order.id,
      review_id: order.reviewId,
      party_id: order.partyId,
      person_id: order.personId,
      by_label: order.by,
      title: order.title,
      state: "ordered",
      grant_id: order.grantId,
      material_id: order.materialId,
      configuration: order.configuration,
      test_set: order.testSet,
      budget: order.budget,
      seed: order.seed,
      ordered_at: order.orderedAt,
    })
    .execute();
};

/** One more batch; answers its number. */
export async function countBatch(tx: Tx, id: string, at: Date): Promise<number> {
  const row = await tx
    .updateTable("evaluation_order")
    .set((eb) => ({ batches: eb("batches", "+", 1), state: "running", last_seen_at: at }))
    .where("id", "=", id)
    .returning("batches")
    .executeTakeFirstOrThrow();
  return row.batches;
}

/** No batch of it begins any more. */
export const stopOrder = async (tx: Tx, id: string, why: string): Promise<void> => {
  await tx
    .updateTable("evaluation_order")
    .set({ state: "stopped", why })
    .where("id", "=", id)
    .execute();
};

type Ended = {
  readonly state: "finished" | "stopped";
  readonly why: string | null;
  readonly destroyed: string;
};

export const endOrder = async (
  tx: Tx,
  id: string,
  { state, why, destroyed }: Ended,
  at: Date,
): Promise<void> => {
  await tx
    .updateTable("evaluation_order")
    .set({ state, why, destroyed, ended_at: at, destroyed_at: at, last_seen_at: at })
    .where("id", "=", id)
    .execute();
};

/** References of the runs of each order. */
export async function listRunsOfOrders(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("evaluation_run")
    .select(["ref", "order_id as orderId"])
    .where("order_id", "in", ids)
    .orderBy("started_at")
    .execute();
  const grouped = Map.groupBy(rows, ({ orderId }) => orderId ?? "");
  return new Map([...grouped].map(([id, own]) => [id, own.map(({ ref }) => ref)]));
}
