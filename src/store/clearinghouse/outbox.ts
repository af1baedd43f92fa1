import { sql } from "kysely";
import type { Audience } from "#core/guard/audience.ts";
import type { Release } from "#core/guard/evaluate.ts";
import type { Tx } from "../database.ts";

/** A mail to be: everything but what only the moment of sending knows. */
export type OutboxMail = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly fromName: string;
};

export type OutboxRow = {
  readonly id: string;
  readonly caseId: string | null;
  readonly messageId: string | null;
  readonly audience: Audience;
  readonly payload: OutboxMail;
  readonly attempts: number;
  /** Exact values that the action which composed it says it carries on purpose: the link for its reader. */
  readonly mayCarry: readonly string[];
  /** The word of a person on what the guard held. */
  readonly release: Release | null;
};

export const insertOutbox = async (
  tx: Tx,
  deskId: string,
  row: Omit<OutboxRow, "attempts" | "release"> & { createdAt: Date; notBefore: Date },
): Promise<void> => {
  // No `returning`: who puts something in may not read what is there.
  await sql`
    insert into outbox (desk_id, id, kind, case_id, message_id, audience, payload, may_carry, not_before, created_at)
    values (${deskId}, ${row.id}, 'mail', ${row.caseId}, ${row.messageId}, ${JSON.stringify(row.audience)}::jsonb,
            ${JSON.stringify(row.payload)}::jsonb, ${JSON.stringify(row.mayCarry)}::jsonb, ${row.notBefore}, ${row.createdAt})`.execute(
    tx,
  );
};

/**
 * Takes the next due row for one attempt. It stays pending, out of reach until `leaseUntil`: a worker that dies in
 * between leaves it to be tried again under the same id.
 */
export async function claimOutbox(
  tx: Tx,
  now: Date,
  leaseUntil: Date,
): Promise<OutboxRow | undefined> {
  const { rows } = await sql<OutboxRow>`
    update outbox set attempts = attempts + 1, not_before = ${leaseUntil}
    where (desk_id, id) = (
      select desk_id, id from outbox
      where desk_id = (select tid()) and state = 'pending' and not_before <= ${now}
      order by not_before, id limit 1 for update skip locked)
    returning id, case_id as "caseId", message_id as "messageId", audience, payload, attempts,
      may_carry as "mayCarry", release`.execute(tx);
  return rows[0];
}

/** Afterwards the row keeps to whom and what about; the body, which may hold the secret of a link, goes. */
export const settleOutbox = async (
  tx: Tx,
  id: string,
  end: { state: "sent" | "held" | "failed"; at: Date; error: string | null },
): Promise<void> => {
  await tx
    .updateTable("outbox")
    .set({
      state: end.state,
      done_at: end.at,
      last_error: end.error,
      payload: sql`payload - 'body'`,
      may_carry: sql`'[]'`,
    })
    .where("id", "=", id)
    .execute();
};

/** What was held goes back, in the words that were decided on. Answers with the message it carries, where it carries one. */
export async function releaseOutbox(
  tx: Tx,
  id: string,
  mail: {
    readonly subject: string;
    readonly body: string;
    readonly mayCarry: readonly string[];
    readonly release: Release;
    readonly at: Date;
  },
): Promise<string | null> {
  const words = JSON.stringify({ subject: mail.subject, body: mail.body });
  const { rows } = await sql<{ messageId: string | null }>`
    update outbox set state = 'pending', attempts = 0, not_before = ${mail.at}, done_at = null, last_error = null,
      payload = payload || ${words}::jsonb,
      may_carry = ${JSON.stringify(mail.mayCarry)}::jsonb, release = ${JSON.stringify(mail.release)}::jsonb
    where desk_id = (select tid()) and id = ${id} and state = 'held' returning message_id as "messageId"`.execute(
    tx,
  );
  return rows[0]?.messageId ?? null;
}

export const postponeOutbox = async (
  tx: Tx,
  id: string,
  until: Date,
  error: string,
): Promise<void> => {
  await tx
    .updateTable("outbox")
    .set({ not_before: until, last_error: error })
    .where("id", "=", id)
    .execute();
};

/** True when it was still there to be taken back: nobody has tried to send it, and nobody is about to. */
export const recallOutbox = async (tx: Tx, messageId: string, at: Date): Promise<boolean> => {
  const row = await tx
    .selectFrom("outbox")
    .select("id")
    .where("message_id", "=", messageId)
    .where("state", "=", "pending")
    .where("attempts", "=", 0)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return false;
  await settleOutbox(tx, row.id, { state: "held", at, error: "called back" });
  return true;
};

/** For one that nobody has tried to send yet. */
export const rescheduleOutbox = async (tx: Tx, id: string, notBefore: Date): Promise<void> => {
  await tx.updateTable("outbox").set({ not_before: notBefore }).where("id", "=", id).execute();
};

/** Mail that a party waits for goes to the address it has given meanwhile. */
export const readdressOutbox = async (tx: Tx, partyId: string, address: string): Promise<void> => {
  await sql`
    with moved as (
      update outbox set payload = jsonb_set(payload, '{to}', jsonb_build_array(${address}::text))
      from message
      where message.desk_id = outbox.desk_id and message.id = outbox.message_id
        and outbox.desk_id = (select tid()) and message.party_id = ${partyId}
        and outbox.state = 'pending' and outbox.attempts = 0
      returning message.id)
    update message set recipient = ${address}
    where desk_id = (select tid()) and id in (select id from moved)`.execute(tx);
};

export const hasDueOutbox = async (tx: Tx, now: Date): Promise<boolean> =>
  (await tx
    .selectFrom("outbox")
    .select("id")
    .where("state", "=", "pending")
    .where("not_before", "<=", now)
    .limit(1)
    .executeTakeFirst()) !== undefined;
