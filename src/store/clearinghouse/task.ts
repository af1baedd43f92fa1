import { sql } from "kysely";
import type { Tx } from "../database.ts";

export const listTasksOf = async (tx: Tx, caseId: string) =>
  (
    await tx
      .selectFrom("task")
      .select(["id", "detail", "due_at"])
      .where("case_id", "=", caseId)
      .where("done_at", "is", null)
      .orderBy("created_at")
      .execute()
  ).map(({ id, detail, due_at }) => ({ id, text: detail, dueAt: due_at }));

/** One open task of a kind a case; a second one adds nothing. True when it was added. */
export async function raiseTask(
  tx: Tx,
  deskId: string,
  task: {
    id: string;
    caseId: string;
    kind: string;
    detail: string;
    dueAt: string | null;
    createdAt: Date;
  },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into task (desk_id, id, case_id, kind, detail, due_at, created_at)
    values (${deskId}, ${task.id}, ${task.caseId}, ${task.kind}, ${task.detail}, ${task.dueAt}, ${task.createdAt})
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** The same, but the newest detail stands: what is asked now, not what was asked first. */
export async function restateTask(
  tx: Tx,
  deskId: string,
  task: { id: string; caseId: string; kind: string; detail: string; createdAt: Date },
): Promise<void> {
  await sql`
    insert into task (desk_id, id, case_id, kind, detail, created_at)
    values (${deskId}, ${task.id}, ${task.caseId}, ${task.kind}, ${task.detail}, ${task.createdAt})
    on conflict (desk_id, case_id, kind) where done_at is null do update set detail = excluded.detail`.execute(
    tx,
  );
}

/** True when there was ever a task of this kind, done or not: what is raised once is not raised again. */
export const hadTask = async (tx: Tx, caseId: string, kind: string): Promise<boolean> =>
  (await tx
    .selectFrom("task")
    .select("id")
    .where("case_id", "=", caseId)
    .where("kind", "=", kind)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export const lockTask = async (tx: Tx, id: string) =>
  await tx
    .selectFrom("task")
    .select(["id", "case_id", "kind"])
    .where("id", "=", id)
    .where("done_at", "is", null)
    .forUpdate()
    .executeTakeFirst();

export const finishTask = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx.updateTable("task").set({ done_at: at }).where("id", "=", id).execute();
};
