import { sql } from "kysely";
import type { Audience } from "#core/guard/audience.ts";
import type { Channel } from "#core/guard/channel.ts";
import type { Action } from "#core/guard/verdict.ts";
import type { Tx } from "../database.ts";

export type EscalationState = "waiting" | "released" | "rewritten" | "blocked" | "expired";

export type NewEscalation = {
  readonly id: string;
  readonly channel: Channel;
  readonly verdict: Exclude<Action, "pass">;
  readonly rules: readonly string[];
  readonly caseId: string | null;
  readonly audience: Audience;
  readonly destination: string;
  readonly outboxId: string | null;
  /** Whose proxy waits. */
  readonly askedBy: string | null;
  /** Who wrote or sent what is held. */
  readonly sentBy: string | null;
  readonly sender: string;
  /** Encrypted. */
  readonly held: Uint8Array;
  /** Hash of the parts that are held. */
  readonly inputSha256: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
};

/** False: there is one with this id. */
export async function insertEscalation(
  tx: Tx,
  deskId: string,
  row: NewEscalation,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into guard_escalation (desk_id, id, channel, verdict, rules, case_id, audience, destination, outbox_id, asked_by,
      sent_by, sender, held, input_sha256, asked_at, expires_at)
    values (${deskId}, ${row.id}, ${row.channel}, ${row.verdict}, ${[...row.rules]}::text[], ${row.caseId},
      ${JSON.stringify(row.audience)}::jsonb, ${row.destination}, ${row.outboxId}, ${row.askedBy}, ${row.sentBy},
      ${row.sender}, ${Buffer.from(row.held)}, ${row.inputSha256}, ${row.askedAt}, ${row.expiresAt})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export type EscalationRow = Omit<NewEscalation, "held"> & {
  readonly held: Buffer | null;
  readonly output: Buffer | null;
  readonly outputSha256: string | null;
  readonly state: EscalationState;
  readonly decidedBy: string | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  /** Reference of the case, where the reader sees it. */
  readonly caseRef: string | null;
};

const COLUMNS = sql`
  e.id, e.channel, e.verdict, e.rules, e.case_id as "caseId", e.audience, e.destination, e.outbox_id as "outboxId",
  e.asked_by as "askedBy", e.sent_by as "sentBy", e.sender, e.held, e.input_sha256 as "inputSha256", e.output, e.output_sha256 as "outputSha256",
  e.asked_at as "askedAt", e.expires_at as "expiresAt", e.state, e.decided_by as "decidedBy", e.decider,
  e.decided_at as "decidedAt", e.reason, c.ref as "caseRef"
  from guard_escalation e left join cases c on c.desk_id = e.desk_id and c.id = e.case_id`;

export async function findEscalation(tx: Tx, id: string): Promise<EscalationRow | undefined> {
  const { rows } = await sql<EscalationRow>`
    select ${COLUMNS} where e.desk_id = (select tid()) and e.id = ${id}`.execute(tx);
  return rows[0];
}

/** Nobody else decides it meanwhile. */
export async function lockEscalation(tx: Tx, id: string): Promise<EscalationRow | undefined> {
  const { rows } = await sql<EscalationRow>`
    select ${COLUMNS} where e.desk_id = (select tid()) and e.id = ${id} for update of e`.execute(
    tx,
  );
  return rows[0];
}

type Cursor = { readonly at: Date; readonly id: string } | null;

/** The first to expire first. */
export async function listWaiting(tx: Tx, after: Cursor, limit: number): Promise<EscalationRow[]> {
  const { rows } = await sql<EscalationRow>`
    select ${COLUMNS} where e.desk_id = (select tid()) and e.state = 'waiting'
      and (${after?.at ?? null}::timestamptz is null or (e.expires_at, e.id) > (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by e.expires_at, e.id limit ${limit}`.execute(tx);
  return rows;
}

/** Newest first. */
export async function listDecided(tx: Tx, after: Cursor, limit: number): Promise<EscalationRow[]> {
  const { rows } = await sql<EscalationRow>`
    select ${COLUMNS} where e.desk_id = (select tid()) and e.state <> 'waiting'
      and (${after?.at ?? null}::timestamptz is null or (e.decided_at, e.id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by e.decided_at desc, e.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** What was held goes; what may go out stays, encrypted, until `expires_at` for who asked. */
export async function settleEscalation(
  tx: Tx,
  id: string,
  end: {
    readonly state: Exclude<EscalationState, "waiting">;
    readonly output: Uint8Array | null;
    readonly outputSha256: string | null;
    readonly decidedBy: string | null;
    readonly decider: string | null;
    readonly at: Date;
    readonly reason: string;
  },
): Promise<void> {
  await sql`
    update guard_escalation set state = ${end.state}, held = null, output = ${end.output === null ? null : Buffer.from(end.output)},
      output_sha256 = ${end.outputSha256}, decided_by = ${end.decidedBy}, decider = ${end.decider},
      decided_at = ${end.at}, reason = ${end.reason}
    where desk_id = (select tid()) and id = ${id}`.execute(tx);
}

/** Those whose time has run out, for the job; locked. */
export async function lockExpired(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ id: string; outboxId: string | null; caseId: string | null }[]> {
  const { rows } = await sql<{ id: string; outboxId: string | null; caseId: string | null }>`
    select id, outbox_id as "outboxId", case_id as "caseId" from guard_escalation
    where desk_id = (select tid()) and state = 'waiting' and expires_at <= ${now}
    order by expires_at, id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** What was decided, or waits, about just these parts at this channel; the newest. */
export async function findByInput(
  tx: Tx,
  channel: Channel,
  inputSha256: string,
): Promise<EscalationRow | undefined> {
  const { rows } = await sql<EscalationRow>`
    select ${COLUMNS} where e.desk_id = (select tid()) and e.channel = ${channel} and e.input_sha256 = ${inputSha256}
    order by e.asked_at desc, e.id desc limit 1`.execute(tx);
  return rows[0];
}

/** A draft that is edited or called back leaves nothing to decide. */
export async function findWaitingOfMessage(tx: Tx, messageId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select e.id from guard_escalation e join outbox o on o.desk_id = e.desk_id and o.id = e.outbox_id
    where e.desk_id = (select tid()) and e.state = 'waiting' and o.message_id = ${messageId} for update of e`.execute(
    tx,
  );
  return rows[0]?.id;
}

/** Text that nobody fetched in a day. */
export const dropOldOutputs = async (tx: Tx, before: Date): Promise<void> => {
  await sql`
    update guard_escalation set output = null
    where desk_id = (select tid()) and output is not null and decided_at < ${before}`.execute(tx);
};

export type EscalationCount = { readonly state: EscalationState; readonly count: number };

export async function countEscalations(tx: Tx, from: Date): Promise<EscalationCount[]> {
  const { rows } = await sql<EscalationCount>`
    select state, count(*) as count from guard_escalation
    where desk_id = (select tid()) and (state = 'waiting' or asked_at >= ${from}) group by 1`.execute(
    tx,
  );
  return rows;
}

export async function medianSeconds(tx: Tx, from: Date): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from decided_at - asked_at)::float8) as seconds
    from guard_escalation where desk_id = (select tid()) and asked_at >= ${from}
      and state in ('released', 'rewritten', 'blocked')`.execute(tx);
  return rows[0]?.seconds ?? null;
}
