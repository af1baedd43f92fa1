import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type RunState = "running" | "finished" | "stopped";

export type StoredRun = {
  readonly id: string;
  readonly ref: string;
  readonly partyId: string;
  readonly reviewId: string | null;
  readonly orderId: string | null;
  readonly runKey: string;
  readonly judgeKey: string;
  readonly title: string;
  readonly behaviour: string;
  readonly testSet: string;
  readonly model: string;
  /** JSON. */
  readonly content: string;
  readonly dimension: string;
  readonly state: RunState;
  readonly integrity: string;
  readonly note: string;
  readonly stopped: string | null;
  readonly planned: number;
  readonly trials: number;
  readonly judged: number;
  readonly conflicts: number;
  readonly unscored: number;
  readonly edition: number;
  readonly figures: string | null;
  readonly figured: number;
  readonly figuredAt: Date | null;
  readonly headline: string | null;
  readonly by: string;
  readonly startedAt: Date;
  readonly changedAt: Date;
  readonly finishedAt: Date | null;
  /** Null where it belongs to no review, or to one that is not the asker's to see. */
  readonly review: string | null;
};

const LIST = [
  "evaluation_run.id",
  "evaluation_run.ref",
  "evaluation_run.party_id as partyId",
  "review_id as reviewId",
  "order_id as orderId",
  "run_key as runKey",
  "judge_key as judgeKey",
  "title",
  "behaviour",
  "test_set as testSet",
  "evaluation_run.model",
  "dimension",
  "evaluation_run.state",
  "integrity",
  "note",
  "stopped",
  "planned",
  "trials",
  "judged",
  "conflicts",
  "unscored",
  "evaluation_run.edition",
  "figured",
  "figured_at as figuredAt",
  "headline",
  "by_label as by",
  "started_at as startedAt",
  "evaluation_run.changed_at as changedAt",
  "finished_at as finishedAt",
  "review.ref as review",
] as const;

const from = (tx: Tx) =>
  tx
    .selectFrom("evaluation_run")
    .leftJoin("review", (join) =>
      join
        .onRef("review.desk_id", "=", "evaluation_run.desk_id")
        .onRef("review.id", "=", "evaluation_run.review_id"),
    );

/** Undefined as well when row-level security hides it. */
export async function findRun(tx: Tx, ref: string): Promise<StoredRun | undefined> {
  const row = await from(tx)
    .select([...LIST, "content", "figures"])
    .where("evaluation_run.ref", "=", ref)
    .executeTakeFirst();
  return row && { ...row, state: row.state as RunState };
}

/** Locked until the transaction ends, so that trials are numbered one after the other. */
export async function lockRun(tx: Tx, ref: string): Promise<StoredRun | undefined> {
  const locked = await tx
    .selectFrom("evaluation_run")
    .select("id")
    .where("ref", "=", ref)
    .forUpdate()
    .executeTakeFirst();
  return locked && (await findRun(tx, ref));
}

export type RunIdentity = Pick<StoredRun, "partyId" | "runKey" | "judgeKey" | "orderId">;

export async function findSameRun(tx: Tx, run: RunIdentity): Promise<StoredRun | undefined> {
  const row = await tx
    .selectFrom("evaluation_run")
    .select("ref")
    .where("party_id", "=", run.partyId)
    .where("run_key", "=", run.runKey)
    .where("judge_key", "=", run.judgeKey)
    .where("order_id", "is not distinct from", run.orderId)
    .executeTakeFirst();
  return row && (await findRun(tx, row.ref));
}

export type NewRun = Pick<
  StoredRun,
  | "id"
  | "ref"
  | "partyId"
  | "reviewId"
  | "orderId"
  | "runKey"
  | "judgeKey"
  | "title"
  | "behaviour"
  | "testSet"
  | "model"
  | "content"
  | "dimension"
  | "planned"
  | "by"
  | "startedAt"
> & { readonly personId: string };

/** False where the same run was opened meanwhile. */
export async function insertRun(tx: Tx, deskId: string, run: NewRun): Promise<boolean> {
  const row = await tx
    .insertInto("evaluation_run")
    .values({
      desk_id: deskId,
      id: run.id,
      ref: run.ref,
      party_id: run.partyId,
      review_id: run.reviewId,
      order_id: run.orderId,
      run_key: run.runKey,
      judge_key: run.judgeKey,
      title: run.title,
      behaviour: run.behaviour,
      test_set: run.testSet,
      model: run.model,
      content: run.content,
      dimension: run.dimension,
      state: "running",
      integrity: "clean",
      planned: run.planned,
      by_person: run.personId,
      by_label: run.by,
      started_at: run.startedAt,
      changed_at: run.startedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function drawRunNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('evaluation_number') as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

type Added = Pick<StoredRun, "trials" | "judged" | "conflicts" | "unscored">;

/** Counts go on; the edition with them. */
export const advanceRun = async (tx: Tx, id: string, added: Added, at: Date): Promise<void> => {
  await tx
    .updateTable("evaluation_run")
    .set((eb) => ({
      trials: eb("trials", "+", added.trials),
      judged: eb("judged", "+", added.judged),
      conflicts: eb("conflicts", "+", added.conflicts),
      unscored: eb("unscored", "+", added.unscored),
      edition: eb("edition", "+", 1),
      changed_at: at,
    }))
    .where("id", "=", id)
    .execute();
};

type Ended = Pick<StoredRun, "state" | "stopped" | "integrity" | "note">;

export const endRun = async (tx: Tx, id: string, ended: Ended, at: Date): Promise<void> => {
  await tx
    .updateTable("evaluation_run")
    .set((eb) => ({ ...ended, edition: eb("edition", "+", 1), changed_at: at, finished_at: at }))
    .where("id", "=", id)
    .execute();
};

/** A run that was stopped goes on. */
export const reopenRun = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx
    .updateTable("evaluation_run")
    .set((eb) => ({
      state: "running",
      stopped: null,
      finished_at: null,
      edition: eb("edition", "+", 1),
      changed_at: at,
    }))
    .where("id", "=", id)
    .execute();
};

/** Figures as of an edition; ones of a later edition stay. */
export const keepFigures = async (
  tx: Tx,
  id: string,
  kept: { readonly edition: number; readonly figures: string; readonly headline: string | null },
  at: Date,
): Promise<void> => {
  const { edition, figures, headline } = kept;
  await tx
    .updateTable("evaluation_run")
    .set({ figures, headline, figured: edition, figured_at: at })
    .where("id", "=", id)
    .where("figured", "<", edition)
    .execute();
};

export type RunLine = Omit<StoredRun, "content" | "figures">;
type Place = { readonly at: Date; readonly id: string };
type Wanted = { readonly review?: string | undefined; readonly testSet?: string | undefined };

/** Newest change first. */
export async function listRuns(
  tx: Tx,
  { review, testSet }: Wanted,
  after: Place | null,
  limit: number,
): Promise<RunLine[]> {
  let query = from(tx)
    .select(LIST)
    .orderBy("evaluation_run.changed_at", "desc")
    .orderBy("evaluation_run.id")
    .limit(limit);
  if (review !== undefined) query = query.where("review.ref", "=", review);
  if (testSet !== undefined) query = query.where("test_set", "=", testSet);
  if (after !== null)
    query = query.where(
      sql<boolean>`(evaluation_run.changed_at < ${after.at} or (evaluation_run.changed_at = ${after.at} and evaluation_run.id > ${after.id}::uuid))`,
    );
  return (await query.execute()).map((row) => ({ ...row, state: row.state as RunState }));
}
