import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "../../../src/store/database.ts";
import type { Mailbox } from "../../../src/testing/mailbox.ts";
import type { Correspondence } from "./correspondence.ts";

export type MailCounts = {
  /** Messages whose sending was answered with yes. */
  readonly promised: number;
  /** When the last kill was over. */
  readonly delivered: number;
  readonly queued: number;
  /** Taken by the mailbox more than once, under one Message-ID. */
  readonly repeated: number;
  /** In the mailbox at the end, once each. */
  readonly inMailbox: number;
};

type Row = {
  readonly id: string;
  readonly messageId: string;
  readonly state: "pending" | "sent" | "held" | "failed";
  readonly attempts: number;
  /** In the ledger. */
  readonly told: number;
  /** On the record of the case. */
  readonly sentEvents: number;
};

const readOutbox = async (db: Db): Promise<readonly Row[]> =>
  (
    await sql<Row>`
      with told as (
        select (body::json) -> 'subject' ->> 'outboxId' as id, count(*)::int as n
        from ledger_entry where kind = 'mail.attempted' group by 1),
      said as (
        select data ->> 'messageId' as id, count(*)::int as n
        from case_event where type = 'message-sent' group by 1)
      select outbox.id, message_id as "messageId", state, attempts, coalesce(told.n, 0) as told,
             coalesce(said.n, 0) as "sentEvents"
      from outbox left join told on told.id = outbox.id::text
      left join said on said.id = outbox.message_id::text`.execute(db)
  ).rows;

const MOST_MS = 120_000;
const WAKE_MS = 3_000;

/** As if the pauses between attempts were over. */
const passTime = (db: Db) =>
  sql`update outbox set not_before = now() where state = 'pending'`.execute(db);

/** One more message wakes the post, then all that waited goes too. Not in one breath: the post passes by locked rows. */
async function wake(db: Db, correspondence: Correspondence): Promise<number> {
  await passTime(db);
  return (await correspondence.sendOne(0)) ? Date.now() + WAKE_MS : 0;
}

async function drain(db: Db, correspondence: Correspondence): Promise<readonly Row[]> {
  const deadline = Date.now() + MOST_MS;
  for (let nextWake = 0; ; ) {
    if (Date.now() > nextWake) nextWake = await wake(db, correspondence);
    const rows = await readOutbox(db);
    const isDone = nextWake > 0 && rows.every(({ state }) => state !== "pending");
    if (isDone || Date.now() > deadline) return rows;
    await sleep(200);
  }
}

function isInMailbox(mailbox: Mailbox, { id }: Row): boolean {
  return [...mailbox.mails.keys()].some((messageId) => messageId.startsWith(`<${id}@`));
}

/** Right after the kills: what the server says it has sent has arrived; the rest waits. */
function judgeMoment(rows: readonly Row[], mailbox: Mailbox): string[] {
  return rows.flatMap((row) => {
    if (row.state === "sent" && !isInMailbox(mailbox, row)) return [`mail ${row.id} was lost`];
    if (row.state === "held" || row.state === "failed") return [`mail ${row.id} is ${row.state}`];
    return [];
  });
}

/** At the end: every mail once, with its attempts on record. */
function judgeEnd(rows: readonly Row[], mailbox: Mailbox): string[] {
  const faults: string[] = [];
  for (const row of rows) {
    if (row.state !== "sent") faults.push(`mail ${row.id} is still ${row.state}`);
    if (!isInMailbox(mailbox, row)) faults.push(`mail ${row.id} never arrived`);
    if (row.attempts !== row.told)
      faults.push(`mail ${row.id}: ${row.attempts} attempts, ${row.told} in the ledger`);
    if (row.sentEvents !== 1)
      faults.push(`mail ${row.id} is on its case's record ${row.sentEvents} times`);
    const times = mailbox.accepted.filter((id) => id.startsWith(`<${row.id}@`)).length;
    if (times > row.attempts)
      faults.push(`mail ${row.id} arrived ${times} times in ${row.attempts} attempts`);
  }
  if (mailbox.mails.size !== rows.length)
    faults.push(`the mailbox holds ${mailbox.mails.size} mails, the outbox ${rows.length}`);
  return faults;
}

export async function examineMail(
  db: Db,
  { mailbox, correspondence }: { mailbox: Mailbox; correspondence: Correspondence },
): Promise<{ counts: MailCounts; faults: string[] }> {
  const moment = await readOutbox(db);
  const faults = judgeMoment(moment, mailbox);
  const rows = await drain(db, correspondence);
  faults.push(...judgeEnd(rows, mailbox));
  const known = Map.groupBy(rows, ({ messageId }) => messageId);
  for (const id of correspondence.promised) {
    const times = known.get(id)?.length ?? 0;
    if (times !== 1) faults.push(`message ${id} has ${times} mails`);
  }
  faults.push(...correspondence.refusals.map((refusal) => `refused: ${refusal}`));
  const { mails, accepted } = mailbox;
  return {
    counts: {
      promised: correspondence.promised.size,
      delivered: moment.filter(({ state }) => state === "sent").length,
      queued: moment.filter(({ state }) => state === "pending").length,
      repeated: accepted.length - new Set(accepted).size,
      inMailbox: mails.size,
    },
    faults,
  };
}
