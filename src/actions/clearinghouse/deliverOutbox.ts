import type { CaseFact } from "#core/clearinghouse/caseEvent.ts";
import { stamped } from "#core/clearinghouse/caseEvent.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { toldFacts } from "#core/clearinghouse/decideParticipant.ts";
import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import { clearReleased, partsOf } from "#core/guard/evaluate.ts";
import type { Cleared } from "#core/guard/message.ts";
import type { Mail, Mailer } from "#outside/mail/mailer.ts";
import { isRejection } from "#outside/mail/rejection.ts";
import { findLiveCase, lockCasesById } from "#store/clearinghouse/case.ts";
import { findMessage, moveMessage } from "#store/clearinghouse/message.ts";
import {
  claimOutbox,
  type OutboxRow,
  postponeOutbox,
  settleOutbox,
} from "#store/clearinghouse/outbox.ts";
import { raiseTask } from "#store/clearinghouse/task.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { escalate, MAIL_WAITS_MS } from "../guard/escalate.ts";
import { keepDecision } from "../guard/keepDecision.ts";
import { type ReadLeaving, readLeaving } from "../guard/readLeaving.ts";
import { record } from "../ledger/record.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";

export type MailDeps = Deps & {
  readonly mailer: Mailer;
  /** `desk@example.org`, or `Desk <desk@example.org>`. */
  readonly mailFrom: string;
};

/** Longer than any attempt lasts: each step of one times out after twenty seconds. */
const LEASE_MS = 120_000;
const MOST_ATTEMPTS = 12;
const LONGEST_ERROR = 500;
/** 1, 2, 4 … minutes, at most four hours: a day and a half in all. */
const pause = (attempts: number): number => Math.min(2 ** (attempts - 1) * 60_000, 4 * 3_600_000);

const addressOf = (from: string): string => /<([^<>]+)>$/.exec(from)?.[1] ?? from;

/** In whose name it goes, and to which party: a row of the outbox with the message it carries. */
type Parcel = {
  readonly row: OutboxRow;
  readonly partyId: string | null;
  readonly sender: {
    readonly deskId: string;
    readonly personId: string | null;
    readonly name: string;
  };
};

async function parcelOf(tx: Tx, deskId: string, row: OutboxRow): Promise<Parcel> {
  const message = row.messageId === null ? undefined : await findMessage(tx, row.messageId);
  const sender = {
    deskId,
    personId: message?.sent_by ?? null,
    name: message?.sent_by_name ?? "Assay",
  };
  return { row, partyId: message?.party_id ?? null, sender };
}

function toMail({ row }: Parcel, mailFrom: string): Mail {
  const address = addressOf(mailFrom);
  const { to, subject, body, fromName } = row.payload;
  return {
    to,
    subject,
    body,
    messageId: `<${row.id}@${address.split("@").at(-1)}>`,
    from: { name: fromName, address },
    replyTo: address,
  };
}

const entry = (
  { row, partyId }: Parcel,
  kind: string,
  detail: { attempt: number; why?: string },
) => ({
  kind,
  subject: {
    outboxId: row.id,
    ...(row.caseId === null ? {} : { caseId: row.caseId }),
    ...(partyId === null ? {} : { partyId }),
  },
  detail,
  restricted: true,
});

/** What happened to the mail, on the record of the case it belongs to now. */
async function tell(
  tx: Tx,
  deps: Deps,
  { row, sender }: Parcel,
  factsOf: (state: CaseState) => readonly CaseFact[],
): Promise<void> {
  const live = row.caseId === null ? undefined : await findLiveCase(tx, row.caseId);
  const [stored] = live ? await lockCasesById(tx, [live.id]) : [];
  if (!stored) return;
  const events = stamped(stampOf(sender, deps.now()), factsOf(stored.state));
  await appendEvents(tx, deps, sender, stored, events);
}

/** As things stand now, which may not be how they stood when somebody pressed "send". */
async function readAgain(tx: Tx, deps: MailDeps, parcel: Parcel, mail: Mail): Promise<ReadLeaving> {
  const { row, partyId, sender } = parcel;
  const live = row.caseId === null ? undefined : await findLiveCase(tx, row.caseId);
  return await readLeaving(tx, deps, sender.deskId, {
    channel: "mail",
    audience: live ? { ...row.audience, caseId: live.id } : row.audience,
    parts: partsOf(mail),
    within: live && partyId !== null ? { caseId: live.id, partyId } : null,
    // Whom it goes to, whom it is from, and what the composing action said: by equality.
    mayCarry: [...mail.to, mail.from.address, sender.name, row.payload.fromName, ...row.mayCarry],
  });
}

type Attempt = { readonly parcel: Parcel; readonly mail: Cleared<Mail> | undefined };

/** It does not leave: the row says why, who sent it sees it, and it is put before those who decide. */
async function hold(
  tx: Tx,
  deps: MailDeps,
  parcel: Parcel,
  read: ReadLeaving,
  why: string,
): Promise<void> {
  const { row, sender } = parcel;
  const { deskId } = sender;
  const outcome = read.action === "block" ? "blocked" : "held";
  await keepDecision(tx, deps, deskId, read, { outcome, output: null });
  await record(tx, deps, sender, [entry(parcel, "mail.held", { attempt: row.attempts, why })]);
  await settleOutbox(tx, row.id, { state: "held", at: deps.now(), error: why });
  await escalate(tx, deps, deskId, read, {
    destination: row.payload.to.join(", "),
    outboxId: row.id,
    askedBy: null,
    sentBy: sender.personId,
    sender: row.payload.fromName,
    waitsMs: MAIL_WAITS_MS,
  });
  if (row.messageId === null) return;
  await moveMessage(tx, row.messageId, { state: "held", heldWhy: read.findings, budgetDay: null });
}

/** Claims the next mail, lets the guard read it once more, and puts the attempt on record before anything leaves. */
async function prepare(deps: MailDeps, deskId: string): Promise<Attempt | undefined> {
  const now = deps.now();
  return await withSystem(deps.db, deskId, async (tx) => {
    const row = await claimOutbox(tx, now, new Date(now.getTime() + LEASE_MS));
    if (!row) return undefined;
    const parcel = await parcelOf(tx, deskId, row);
    const mail = toMail(parcel, deps.mailFrom);
    const read = await readAgain(tx, deps, parcel, mail);
    const sha256 = outputHashOf(read.outgoing.parts) ?? "";
    const cleared = clearReleased(mail, read, sha256, row.release);
    if (!cleared.ok) {
      await hold(tx, deps, parcel, read, cleared.refusal.detail);
      return { parcel, mail: undefined };
    }
    const isReleased = read.action !== "pass";
    await keepDecision(tx, deps, deskId, read, {
      outcome: isReleased ? "released" : "sent",
      output: read.outgoing.parts,
      approver: isReleased ? row.release : null,
    });
    await record(tx, deps, parcel.sender, [
      entry(parcel, "mail.attempted", { attempt: row.attempts }),
    ]);
    return { parcel, mail: cleared.value };
  });
}

/** The next server has it: now, and not before, the party has been told. */
async function settle(deps: MailDeps, deskId: string, parcel: Parcel): Promise<void> {
  const { row, partyId, sender } = parcel;
  await withSystem(deps.db, deskId, async (tx) => {
    await settleOutbox(tx, row.id, { state: "sent", at: deps.now(), error: null });
    await record(tx, deps, sender, [entry(parcel, "mail.sent", { attempt: row.attempts })]);
    const { messageId } = row;
    if (messageId === null || partyId === null) return;
    await moveMessage(tx, messageId, { state: "sent", sentAt: deps.now() });
    await tell(tx, deps, parcel, (state) => [
      { type: "message-sent", messageId, partyId },
      ...toldFacts(state, partyId),
    ]);
  });
}

async function giveUp(tx: Tx, deps: MailDeps, parcel: Parcel, why: string): Promise<void> {
  const { row, partyId, sender } = parcel;
  await settleOutbox(tx, row.id, { state: "failed", at: deps.now(), error: why });
  await record(tx, deps, sender, [entry(parcel, "mail.failed", { attempt: row.attempts, why })]);
  const { messageId, caseId } = row;
  if (messageId === null || partyId === null || caseId === null) return;
  const heldWhy = [{ ruleId: "smtp", message: why }];
  await moveMessage(tx, messageId, { state: "failed", heldWhy, budgetDay: null });
  await tell(tx, deps, parcel, () => [{ type: "message-bounced", messageId, partyId }]);
  await raiseTask(tx, sender.deskId, {
    id: deps.chance.newId(),
    caseId: (await findLiveCase(tx, caseId))?.id ?? caseId,
    kind: `mail-failed:${messageId}`,
    detail: `The mail to ${row.payload.to.join(", ")} could not be delivered: ${why}`,
    dueAt: null,
    createdAt: deps.now(),
  });
}

/** Not taken, or nobody knows: again later, under the same Message-ID. Refused for good, or often enough: no more. */
async function postpone(deps: MailDeps, deskId: string, parcel: Parcel, error: unknown) {
  const { row } = parcel;
  const said = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
  await withSystem(deps.db, deskId, async (tx) => {
    if (isRejection(error) || row.attempts >= MOST_ATTEMPTS) {
      return await giveUp(tx, deps, parcel, said);
    }
    await postponeOutbox(tx, row.id, new Date(deps.now().getTime() + pause(row.attempts)), said);
  });
}

/**
 * Sends what is due, one mail after another, and says how many left. The acceptance by the next server is recorded
 * after it happened: a crash in between repeats the mail under the same Message-ID, and never loses it.
 */
export async function deliverOutbox(deps: MailDeps, deskId: string): Promise<number> {
  let sent = 0;
  for (let next = await prepare(deps, deskId); next; next = await prepare(deps, deskId)) {
    const { parcel, mail } = next;
    if (!mail) continue;
    try {
      await deps.mailer.send(mail);
    } catch (error) {
      await postpone(deps, deskId, parcel, error);
      continue;
    }
    await settle(deps, deskId, parcel);
    sent += 1;
  }
  return sent;
}
