import { addDays, type Day, dayOf, weekOf } from "#core/clearinghouse/day.ts";
import { type Delivery, decideDelivery, type Waiting } from "#core/clearinghouse/preference.ts";
import { lockParty } from "#store/access/party.ts";
import { countReportsTo, listWaitingReports, moveMessage } from "#store/clearinghouse/message.ts";
import { rescheduleOutbox, settleOutbox } from "#store/clearinghouse/outbox.ts";
import { findPreference } from "#store/clearinghouse/preference.ts";
import type { Tx } from "#store/database.ts";

/** When something leaves. `day` is what it counts on in the owner's budget. */
export type Departure = { readonly day: Day; readonly at: Date };

const startOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

const WITHHELD = {
  "not-verified": "The owner takes verified findings only, and this one was not reproduced yet.",
  "owner-wants-none": "The owner has asked to be sent nothing.",
  "owner-uses-public-tracker": "The owner takes reports in its public tracker only, not by mail.",
} as const;
export type Withheld = keyof typeof WITHHELD;
export const withheldSays = (why: Withheld): string => WITHHELD[why];

type Row = Awaited<ReturnType<typeof listWaitingReports>>[number];

const toWaiting = (
  row: Pick<Row, "id" | "evidence" | "rank" | "dueAt" | "createdAt">,
): Waiting => ({
  caseId: row.id,
  evidence: row.evidence,
  rank: row.rank,
  dueAt: row.dueAt,
  readySince: row.createdAt.toISOString(),
});

/** A report that waited finds its new day, or is held where the owner no longer wants it. */
async function replan(tx: Tx, row: Row, delivery: Delivery, now: Date): Promise<void> {
  if (delivery.when === "withheld") {
    const message = WITHHELD[delivery.why];
    await settleOutbox(tx, row.outboxId, { state: "held", at: now, error: message });
    await moveMessage(tx, row.id, {
      state: "held",
      budgetDay: null,
      heldWhy: [{ ruleId: `preference/${delivery.why}`, message }],
    });
    return;
  }
  const day = delivery.when === "now" ? dayOf(now.toISOString()) : delivery.until;
  if (day === row.budgetDay) return;
  await rescheduleOutbox(tx, row.outboxId, delivery.when === "now" ? now : startOf(day));
  await moveMessage(tx, row.id, { state: "queued", budgetDay: day });
}

/**
 * Lays out an owner's waiting reports over the days its preferences leave, most urgent first, together with one that is
 * about to join them. Answers with what becomes of that one. Must see the whole desk.
 */
export async function planReports(
  tx: Tx,
  partyId: string,
  now: Date,
  joining: Waiting | null,
): Promise<Delivery | undefined> {
  await lockParty(tx, partyId);
  const preference = await findPreference(tx, partyId);
  const rows = await listWaitingReports(tx, partyId, now);
  const today = dayOf(now.toISOString());
  const monday = weekOf(today);
  const planned = await countReportsTo(tx, partyId, monday, addDays(monday, 6));
  const waiting = rows.filter(({ budgetDay }) => weekOf(budgetDay) === monday).length;
  const queue = [...rows.map(toWaiting), ...(joining ? [joining] : [])];
  const deliveries = decideDelivery(preference, planned - waiting, queue, now.toISOString());
  for (const row of rows) {
    const delivery = deliveries.find(({ caseId }) => caseId === row.id);
    if (delivery) await replan(tx, row, delivery, now);
  }
  return deliveries.find(({ caseId }) => caseId === joining?.caseId);
}

export const departureOf = (
  delivery: Exclude<Delivery, { when: "withheld" }>,
  now: Date,
): Departure =>
  delivery.when === "now"
    ? { day: dayOf(now.toISOString()), at: now }
    : { day: delivery.until, at: startOf(delivery.until) };
