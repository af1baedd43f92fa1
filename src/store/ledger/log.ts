import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** One sequencer a desk at a time, until commit. Taken before anything of the log is read; no other lock is held. */
export async function lockLog(tx: Tx, deskId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('assay ledger ' || ${deskId}, 0))`.execute(
    tx,
  );
}

/** The origin of the desk's log; on first asking `<host>/<slug of the desk>`, and that for ever. */
export async function openLog(tx: Tx, deskId: string, host: string): Promise<string> {
  await sql`insert into ledger_log (desk_id, origin)
    select id, ${host} || '/' || slug from desk where id = ${deskId}
    on conflict (desk_id) do nothing`.execute(tx);
  const log = await tx
    .selectFrom("ledger_log")
    .select("origin")
    .where("desk_id", "=", deskId)
    .executeTakeFirstOrThrow();
  return log.origin;
}
