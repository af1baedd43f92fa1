import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type StoredAnchor = {
  readonly id: string;
  readonly identity: string;
  readonly title: string;
  readonly dimension: string;
  /** Reference of the run it was frozen from. */
  readonly from: string;
  /** JSON: trials with what people say. */
  readonly items: string;
  readonly size: number;
  readonly frozenAt: Date;
  readonly by: string;
};

const select = (tx: Tx) =>
  tx
    .selectFrom("evaluation_anchor as a")
    .innerJoin("evaluation_run as r", (join) =>
      join.onRef("r.desk_id", "=", "a.desk_id").onRef("r.id", "=", "a.run_id"),
    )
    .select([
      "a.id",
      "a.identity",
      "a.title",
      "a.dimension",
      "r.ref as from",
      "a.items",
      "a.size",
      "a.frozen_at as frozenAt",
      "a.by_label as by",
    ]);

export const findAnchor = async (tx: Tx, id: string): Promise<StoredAnchor | undefined> =>
  await select(tx).where("a.id", "=", id).executeTakeFirst();

export const findAnchorByIdentity = async (
  tx: Tx,
  identity: string,
): Promise<StoredAnchor | undefined> =>
  await select(tx).where("a.identity", "=", identity).executeTakeFirst();

/** Newest first. */
export async function listAnchors(
  tx: Tx,
  after: { readonly at: Date; readonly id: string } | null,
  limit: number,
): Promise<StoredAnchor[]> {
  let query = select(tx).orderBy("a.frozen_at", "desc").orderBy("a.id").limit(limit);
  if (after !== null)
    query = query.where(
      sql<boolean>`(a.frozen_at < ${after.at} or (a.frozen_at = ${after.at} and a.id > ${after.id}::uuid))`,
    );
  return await query.execute();
}

type NewAnchor = Omit<StoredAnchor, "from"> & { readonly runId: string; readonly partyId: string };

export const insertAnchor = async (tx: Tx, deskId: string, anchor: NewAnchor): Promise<void> => {
  await tx
    .insertInto("evaluation_anchor")
    .values({
      desk_id: deskId,
      id: anchor.id,
      party_id: anchor.partyId,
      run_id: anchor.runId,
      identity: anchor.identity,
      title: anchor.title,
      dimension: anchor.dimension,
      items: anchor.items,
      size: anchor.size,
      frozen_at: anchor.frozenAt,
      by_label: anchor.by,
    })
    .execute();
};

export type StoredCheck = {
  readonly id: string;
  readonly anchorId: string;
  readonly judge: string;
  readonly name: string;
  /** JSON. */
  readonly outcomes: string;
  readonly at: Date;
  readonly by: string;
};

/** Oldest first. */
export async function listChecks(tx: Tx, anchors: readonly string[]): Promise<StoredCheck[]> {
  if (anchors.length === 0) return [];
  return await tx
    .selectFrom("evaluation_anchor_check")
    .select(["id", "anchor_id as anchorId", "judge", "name", "outcomes", "at", "by_label as by"])
    .where("anchor_id", "in", anchors)
    .orderBy("at")
    .orderBy("id")
    .execute();
}

export const insertCheck = async (
  tx: Tx,
  { deskId, partyId }: { readonly deskId: string; readonly partyId: string },
  check: StoredCheck,
): Promise<void> => {
  await tx
    .insertInto("evaluation_anchor_check")
    .values({
      desk_id: deskId,
      party_id: partyId,
      anchor_id: check.anchorId,
      id: check.id,
      judge: check.judge,
      name: check.name,
      outcomes: check.outcomes,
      at: check.at,
      by_label: check.by,
    })
    .execute();
};
