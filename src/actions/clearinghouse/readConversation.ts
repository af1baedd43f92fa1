import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { type Day, dayOf, weekOf } from "#core/clearinghouse/day.ts";
import { wordsIn } from "#core/clearinghouse/message.ts";
import type { Parts } from "#core/guard/evaluateParts.ts";
import type { Action } from "#core/guard/verdict.ts";
import { countReportsTo, listMessages, type MessageRow } from "#store/clearinghouse/message.ts";
import { findPreference } from "#store/clearinghouse/preference.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { type GuardDeps, readLeaving } from "../guard/readLeaving.ts";

type GuardWord = { verdict: Action; findings: { rule: string; message: string }[] };
const PASS: GuardWord = { verdict: "pass", findings: [] };

/** The guard's word on a text as things stand now; at the moment of sending it is asked again. To be called as the desk. */
export async function readByGuard(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  within: { caseId: string; partyId: string },
  { subject, body, address }: { subject: string; body: string; address: string | null },
): Promise<GuardWord & { readonly output: Parts | null }> {
  const { action, findings, output } = await readLeaving(tx, deps, deskId, {
    channel: "mail",
    audience: { kind: "participants", caseId: within.caseId },
    parts: { subject, body },
    within,
    mayCarry: address === null ? [] : [address],
  });
  return {
    verdict: action,
    findings: findings.map(({ ruleId, message }) => ({ rule: ruleId, message })),
    output,
  };
}

/** Why it was held or came back, as it was put down then. */
function putDown({ state, held_why }: MessageRow): GuardWord {
  if ((state !== "held" && state !== "failed") || !Array.isArray(held_why)) return PASS;
  const findings = held_why.map((why: { ruleId: string; message: string }) => ({
    rule: why.ruleId,
    message: why.message,
  }));
  return { verdict: state === "held" ? "block" : "pass", findings };
}

const toMessage = (row: MessageRow, to: string | null, guard: GuardWord, today: Day) => ({
  id: row.id,
  direction: row.direction,
  state: row.state as "draft" | "queued" | "sent" | "held" | "failed" | "received",
  to,
  subject: row.subject,
  body: row.body,
  words: wordsIn(row.body),
  author: row.author,
  at: row.created_at.toISOString(),
  sentBy: row.sent_by_name,
  sentAt: row.sent_at?.toISOString() ?? null,
  leavesOn:
    row.state === "queued" && row.budget_day !== null && row.budget_day > today
      ? row.budget_day
      : null,
  guard,
});

/** Where a draft would go: the address the party gave for itself, before the one the desk wrote down. */
export async function findAddress(
  tx: Tx,
  state: CaseState,
  partyId: string,
): Promise<string | null> {
  const { contact } = await findPreference(tx, partyId);
  const seat = state.participants.find((one) => one.partyId === partyId);
  return contact ?? seat?.contact ?? null;
}

/** The desk sees all of it; another participant what went between the desk and its own party. */
const isFor = (asker: Asker) => (row: MessageRow) =>
  isStaff(asker.roles) ||
  (row.party_id === asker.partyId && (row.state === "sent" || row.state === "received"));

/** What the first owner has said about its pace, and how much of this week is used. */
async function readDelivery(tx: Tx, asker: Asker, state: CaseState, today: Day) {
  const owner = state.participants.find(({ role }) => role === "owner");
  if (!owner || !(isStaff(asker.roles) || owner.partyId === asker.partyId)) return null;
  const { mode, weeklyBudget } = await findPreference(tx, owner.partyId);
  const monday = weekOf(today);
  const used = await countReportsTo(tx, owner.partyId, monday, today);
  return { mode, weeklyBudget, usedThisWeek: used };
}

/** A draft as it would leave now. What the guard hides from one reader it must know itself: call it as the desk. */
async function readDraft(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  { id, state }: { readonly id: string; readonly state: CaseState },
  row: MessageRow,
) {
  const address = await findAddress(tx, state, row.party_id);
  const within = { caseId: id, partyId: row.party_id };
  const { verdict, findings } = await readByGuard(tx, deps, deskId, within, { ...row, address });
  return toMessage(row, address, { verdict, findings }, dayOf(deps.now().toISOString()));
}

/** The conversation of a case, as its page shows it. */
export async function readConversation(
  tx: Tx,
  asker: Asker,
  stored: { readonly id: string; readonly state: CaseState },
  deps: GuardDeps,
) {
  const today = dayOf(deps.now().toISOString());
  const { id, state } = stored;
  const caseIds = [id, ...state.absorbed.map(({ caseId }) => caseId)];
  const rows = (await listMessages(tx, caseIds)).filter(isFor(asker));
  return await asDesk(tx, asker, async () => {
    const messages: ReturnType<typeof toMessage>[] = [];
    for (const row of rows) {
      messages.push(
        row.state === "draft"
          ? await readDraft(tx, deps, asker.deskId, stored, row)
          : toMessage(row, row.recipient, putDown(row), today),
      );
    }
    return { messages, delivery: await readDelivery(tx, asker, state, today) };
  });
}
