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

export const listMessages = async (tx: Tx, caseId: string) =>
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
    ])
    .where("case_id", "=", caseId)
    .where("state", "<>", "discarded")
    .orderBy("created_at")
    .orderBy("id")
    .execute();

export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

export const lockMessage = async (tx: Tx, caseId: string, id: string) =>
  await tx
    .selectFrom("message")
    .select(["id", "party_id", "state", "direction", "recipient", "subject", "body"])
    .where("case_id", "=", caseId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const rewriteMessage = async (
  tx: Tx,
  id: string,
  change: { subject: string; body: string; author: string },
): Promise<void> => {
  await tx
    .updateTable("message")
    .set({ ...change, state: "draft", held_why: null })
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
  },
): Promise<void> => {
  await tx
    .updateTable("message")
    .set({
      state: change.state,
      ...(change.sentBy === undefined ? {} : { sent_by: change.sentBy }),
      ...(change.sentByName === undefined ? {} : { sent_by_name: change.sentByName }),
      ...(change.sentAt === undefined ? {} : { sent_at: change.sentAt }),
      ...(change.heldWhy === undefined ? {} : { held_why: JSON.stringify(change.heldWhy) }),
    })
    .where("id", "=", id)
    .execute();
};

/** Messages to a party in the seven days before `now`: what its weekly budget counts. */
export const countSentTo = async (tx: Tx, partyId: string, since: Date): Promise<number> => {
  const row = await tx
    .selectFrom("message")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("party_id", "=", partyId)
    .where("direction", "=", "out")
    .where("state", "in", ["queued", "sent"])
    .where("created_at", ">", since)
    .executeTakeFirstOrThrow();
  return row.n;
};

export const listDrafts = async (tx: Tx, limit: number) =>
  await tx
    .selectFrom("message")
    .innerJoin("cases", (join) =>
      join.onRef("cases.desk_id", "=", "message.desk_id").onRef("cases.id", "=", "message.case_id"),
    )
    .select([
      "message.id",
      "cases.ref",
      "cases.title",
      "message.subject",
      "message.recipient",
      "message.created_at",
      "message.author",
    ])
    .where("message.state", "=", "draft")
    .orderBy("message.created_at")
    .limit(limit)
    .execute();
