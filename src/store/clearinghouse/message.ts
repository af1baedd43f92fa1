import { sql } from "kysely";
import type { EvidenceLevel } from "#core/clearinghouse/evidence.ts";
import type { Tx } from "../database.ts";

export type NewMessage = {
  readonly id: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly direction: "out" | "in";
  readonly state: "draft" | "received";
  readonly recipient: string | null;
  readonly subject: string;
  readonly body: string;
  readonly author: string;
  readonly createdAt: Date;
};

export const insertMessage = async (tx: Tx, deskId: string, message: NewMessage): Promise<void> => {
  await tx
    .insertInto("message")
    .values({
      desk_id: deskId,
      id: message.id,
      case_id: message.caseId,
      party_id: message.partyId,
      direction: message.direction,
      state: message.state,
      recipient: message.recipient,
      subject: message.subject,
      body: message.body,
      author: message.author,
      created_at: message.createdAt,
    })
    .execute();
};

/** The conversation of a case and of those that went into it. */
export const listMessages = async (tx: Tx, caseIds: readonly string[]) =>
  await tx
    .selectFrom("message")
    .select([
      "id",
      "party_id",
      "direction",
      "state",
      "recipient",
      "subject",
      "body",
      "author",
      "created_at",
      "sent_by_name",
      "sent_at",
      "held_why",
      "budget_day",
    ])
    .where("case_id", "in", [...caseIds])
    .where("state", "<>", "discarded")
    .orderBy("created_at")
    .orderBy("id")
    .execute();

export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

export const lockMessage = async (tx: Tx, caseIds: readonly string[], id: string) =>
  await tx
    .selectFrom("message")
    .select(["id", "party_id", "state", "direction", "recipient", "subject", "body"])
    .where("case_id", "in", [...caseIds])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** Who a message goes to, and in whose name. */
export const findMessage = async (tx: Tx, id: string) =>
  await tx
    .selectFrom("message")
    .select(["party_id", "recipient", "sent_by", "sent_by_name"])
    .where("id", "=", id)
    .executeTakeFirst();

export const rewriteMessage = async (
  tx: Tx,
  id: string,
  change: { subject: string; body: string; author: string },
): Promise<void> => {
  await tx
    .updateTable("message")
    .set({
      ...change,
      state: "draft",
      held_why: null,
      budget_day: null,
      sent_by: null,
      sent_by_name: null,
    })
    .where("id", "=", id)
    .execute();
};

export const moveMessage = async (
  tx: Tx,
  id: string,
  change: {
    state: "queued" | "sent" | "held" | "failed" | "discarded";
    sentBy?: string | null;
    sentByName?: string | null;
    sentAt?: Date;
    heldWhy?: unknown;
    recipient?: string;
    /** The day it counts against the owner's budget; `null` when it does not. */
    budgetDay?: string | null;
  },
): Promise<void> => {
  await tx
    .updateTable("message")
    .set({
      state: change.state,
      ...(change.sentBy === undefined ? {} : { sent_by: change.sentBy }),
      ...(change.sentByName === undefined ? {} : { sent_by_name: change.sentByName }),
      ...(change.sentAt === undefined ? {} : { sent_at: change.sentAt }),
      ...(change.recipient === undefined ? {} : { recipient: change.recipient }),
      ...(change.budgetDay === undefined ? {} : { budget_day: change.budgetDay }),
      ...(change.heldWhy === undefined ? {} : { held_why: JSON.stringify(change.heldWhy) }),
    })
    .where("id", "=", id)
    .execute();
};

/** Reports to a party that left, or are to leave, between two days (both included). */
export const countReportsTo = async (
  tx: Tx,
  partyId: string,
  from: string,
  to: string,
): Promise<number> => {
  const row = await tx
    .selectFrom("message")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("party_id", "=", partyId)
    .where("state", "in", ["queued", "sent"])
    .where("budget_day", ">=", from)
    .where("budget_day", "<=", to)
    .executeTakeFirstOrThrow();
  return row.n;
};

/** Reports to a party that wait for their day. The outbox is the system's to read. */
export async function listWaitingReports(tx: Tx, partyId: string, now: Date) {
  const { rows } = await sql<{
    id: string;
    outboxId: string;
    evidence: EvidenceLevel;
    rank: number;
    dueAt: string | null;
    createdAt: Date;
    budgetDay: string;
  }>`
    select message.id, outbox.id as "outboxId", cases.evidence, cases.decision_rank as rank, cases.due_at as "dueAt",
           message.created_at as "createdAt", message.budget_day as "budgetDay"
    from message
    join outbox on outbox.desk_id = message.desk_id and outbox.message_id = message.id
    join cases on cases.desk_id = outbox.desk_id and cases.id = outbox.case_id
    where message.desk_id = (select tid()) and message.party_id = ${partyId} and message.state = 'queued'
      and message.budget_day is not null and outbox.state = 'pending' and outbox.attempts = 0
      and outbox.not_before > ${now}
    for update of outbox skip locked`.execute(tx);
  return rows;
}
