import { sql } from "kysely";
import type { Problem } from "#core/problem.ts";
import type { Tx } from "../database.ts";

export type NewBatch = {
  readonly id: string;
  readonly partyId: string;
  readonly personId: string | null;
  readonly name: string;
  readonly idempotencyKey: string | null;
  readonly startedAt: Date;
};

/** The batch of this key, taken up again with its counts at zero: what was stored then answers `known` now. */
export async function openBatch(tx: Tx, deskId: string, batch: NewBatch): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into batch (desk_id, id, party_id, person_id, name, idempotency_key, started_at)
    values (${deskId}, ${batch.id}, ${batch.partyId}, ${batch.personId}, ${batch.name}, ${batch.idempotencyKey},
            ${batch.startedAt})
    on conflict (desk_id, party_id, idempotency_key) where idempotency_key is not null
    do update set finished_at = null, lines = 0, stored = 0, known = 0, refused = 0
    returning id`.execute(tx);
  return rows[0]?.id ?? batch.id;
}

/** How far one sending of a batch has come. */
export type BatchProgress = {
  readonly lines: number;
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
};

/** Findings of one step, by the answer of matching. Each is placed once, in whichever sending. */
export type BatchMatches = {
  readonly new: number;
  readonly same: number;
  readonly proposed: number;
};

/**
 * Two sendings of one batch may overlap for a moment, when the first was cut off and the server has not noticed yet: the
 * one that is ahead is shown.
 */
export const advanceBatch = async (
  tx: Tx,
  id: string,
  { lines, stored, known, refused }: BatchProgress,
  matches: BatchMatches,
): Promise<void> => {
  await sql`
    update batch set
      (lines, stored, known, refused) = (
        select ahead.lines, ahead.stored, ahead.known, ahead.refused
        from (values (lines, stored, known, refused), (${lines}::int, ${stored}::int, ${known}::int, ${refused}::int))
          as ahead(lines, stored, known, refused)
        order by ahead.lines desc limit 1),
      matched_new = matched_new + ${matches.new}, matched_same = matched_same + ${matches.same},
      matched_proposed = matched_proposed + ${matches.proposed}
    where id = ${id}`.execute(tx);
};

export async function insertBatchProblems(
  tx: Tx,
  deskId: string,
  batchId: string,
  refused: readonly { line: number; problems: readonly Problem[] }[],
): Promise<void> {
  if (refused.length === 0) return;
  await tx
    .insertInto("batch_problem")
    .values(
      refused.map(({ line, problems }) => ({
        desk_id: deskId,
        batch_id: batchId,
        line,
        problems: JSON.stringify(problems),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["desk_id", "batch_id", "line"])
        .doUpdateSet({ problems: sql`excluded.problems` }),
    )
    .execute();
}

export const closeBatch = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx.updateTable("batch").set({ finished_at: at }).where("id", "=", id).execute();
};

export const listBatches = async (
  tx: Tx,
  after: { at: Date; id: string } | undefined,
  limit: number,
) =>
  await tx
    .selectFrom("batch")
    .innerJoin("party", (join) =>
      join.onRef("party.desk_id", "=", "batch.desk_id").onRef("party.id", "=", "batch.party_id"),
    )
    .selectAll("batch")
    .select("party.name as party_name")
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(batch.started_at, batch.id) < (${after?.at ?? new Date(0)}::timestamptz, ${after?.id ?? ""}::uuid)`,
      ),
    )
    .orderBy("batch.started_at", "desc")
    .orderBy("batch.id", "desc")
    .limit(limit)
    .execute();

export const findBatch = async (tx: Tx, id: string) =>
  await tx.selectFrom("batch").select("id").where("id", "=", id).executeTakeFirst();

export const listBatchProblems = async (tx: Tx, batchId: string, after: number, limit: number) =>
  await tx
    .selectFrom("batch_problem")
    .select(["line", "problems"])
    .where("batch_id", "=", batchId)
    .where("line", ">", after)
    .orderBy("line")
    .limit(limit)
    .execute();
