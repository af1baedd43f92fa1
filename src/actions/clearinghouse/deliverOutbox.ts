import type { Asker } from "#core/access/asker.ts";
import { clear, evaluate } from "#core/guard/evaluate.ts";
import { embargoPack } from "#core/guard/packs/embargo.ts";
import { tlpPack } from "#core/guard/packs/tlp.ts";
import type { Mail, Mailer } from "#outside/mail/mailer.ts";
import { findGuardContext } from "#store/clearinghouse/guardContext.ts";
import { moveMessage } from "#store/clearinghouse/message.ts";
import {
  claimOutbox,
  type OutboxRow,
  postponeOutbox,
  settleOutbox,
} from "#store/clearinghouse/outbox.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { recordFacts } from "./recordFacts.ts";

type MailDeps = Deps & {
  readonly mailer: Mailer;
  readonly mailFrom: string;
};

const LEASE_MS = 60_000;
const MOST_ATTEMPTS = 12;
/** 1, 2, 4 … minutes, at most four hours. */
const pause = (attempts: number): number => Math.min(2 ** (attempts - 1) * 60_000, 4 * 3_600_000);

export const GUARD_PACKS = [tlpPack, embargoPack];

const self = (deskId: string): Pick<Asker, "deskId" | "personId" | "name"> => ({
  deskId,
  personId: null,
  name: "Assay",
});

const subjectOf = (row: OutboxRow) => ({
  outboxId: row.id,
  ...(row.caseId === null ? {} : { caseId: row.caseId }),
});

/** Reads the row once more with the guard, as things stand now, and puts the attempt on record before anything leaves. */
async function prepare(deps: MailDeps, deskId: string) {
  const { db, now } = deps;
  return await withSystem(db, deskId, async (tx) => {
    const row = await claimOutbox(tx, now(), new Date(now().getTime() + LEASE_MS));
    if (!row) return undefined;
    const mail: Mail = {
      to: row.payload.to,
      subject: row.payload.subject,
      body: row.payload.body,
      messageId: `<${row.id}@${deps.mailFrom.split("@").at(-1) ?? "assay.invalid"}>`,
      from: { name: row.payload.fromName, address: deps.mailFrom },
      replyTo: deps.mailFrom,
    };
    const context = await findGuardContext(tx, now());
    const verdict = evaluate(mail, row.audience, context, GUARD_PACKS);
    const cleared = clear(mail, verdict);
    await record(tx, deps, self(deskId), [
      {
        kind: cleared.ok ? "mail.attempted" : "mail.held",
        subject: subjectOf(row),
        detail: { attempt: row.attempts, rules: verdict.findings.map(({ ruleId }) => ruleId) },
        restricted: true,
      },
    ]);
    if (cleared.ok) return { row, mail: cleared.value };
    await settleOutbox(tx, row.id, { state: "held", at: now(), error: cleared.refusal.detail });
    if (row.messageId) {
      await moveMessage(tx, row.messageId, { state: "held", heldWhy: verdict.findings });
    }
    return { row, mail: undefined };
  });
}

async function settle(deps: MailDeps, deskId: string, row: OutboxRow): Promise<void> {
  const { db, now } = deps;
  await withSystem(db, deskId, async (tx) => {
    await settleOutbox(tx, row.id, { state: "sent", at: now(), error: null });
    if (row.messageId) await moveMessage(tx, row.messageId, { state: "sent", sentAt: now() });
    await record(tx, deps, self(deskId), [
      {
        kind: "mail.sent",
        subject: subjectOf(row),
        detail: { attempt: row.attempts },
        restricted: true,
      },
    ]);
  });
}

async function postpone(
  deps: MailDeps,
  deskId: string,
  row: OutboxRow,
  error: unknown,
): Promise<void> {
  const { db, now } = deps;
  const said = error instanceof Error ? error.message : String(error);
  await withSystem(db, deskId, async (tx) => {
    if (row.attempts < MOST_ATTEMPTS) {
      return await postponeOutbox(
        tx,
        row.id,
        new Date(now().getTime() + pause(row.attempts)),
        said,
      );
    }
    await settleOutbox(tx, row.id, { state: "failed", at: now(), error: said });
    if (row.messageId)
      await moveMessage(tx, row.messageId, {
        state: "failed",
        heldWhy: [{ ruleId: "smtp", message: said }],
      });
    if (row.caseId && row.messageId) {
      await recordFacts(tx, deps, self(deskId), row.caseId, [
        { type: "message-bounced", messageId: row.messageId, partyId: "" },
      ]);
    }
  });
}

/**
 * Sends what is due, one mail after another, and says how many left. The acceptance by the next server is recorded
 * after it happened: a crash in between repeats the mail under the same Message-ID, and never loses it.
 */
export async function deliverOutbox(deps: MailDeps, deskId: string): Promise<number> {
  let sent = 0;
  for (let next = await prepare(deps, deskId); next; next = await prepare(deps, deskId)) {
    const { row, mail } = next;
    if (!mail) continue;
    try {
      await deps.mailer.send(mail);
    } catch (error) {
      await postpone(deps, deskId, row, error);
      continue;
    }
    await settle(deps, deskId, row);
    sent += 1;
  }
  return sent;
}
