import type { Asker } from "#core/access/asker.ts";
import { toCredential } from "#core/access/credential.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import { evidenceLevelOf } from "#core/clearinghouse/caseFacts.ts";
import { mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { dayOf } from "#core/clearinghouse/day.ts";
import { wordsIn } from "#core/clearinghouse/message.ts";
import { toOutgoingMail } from "#core/clearinghouse/outgoingMail.ts";
import { isReport, LONGEST_REPORT_WORDS } from "#core/clearinghouse/pace.ts";
import type { Participant } from "#core/clearinghouse/participant.ts";
import { no } from "#core/clearinghouse/refusal.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { newSecret } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { type Desk, getDesk } from "#store/access/desk.ts";
import { findRank, type StoredCase } from "#store/clearinghouse/case.ts";
import { moveMessage, rewriteMessage } from "#store/clearinghouse/message.ts";
import { insertOutbox } from "#store/clearinghouse/outbox.ts";
import { insertSignedLink } from "#store/clearinghouse/signedLink.ts";
import { asDesk, type Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { withdrawEscalation } from "../guard/withdrawEscalation.ts";
import { record } from "../ledger/record.ts";
import { changeCase } from "./changeCase.ts";
import { lockFor, type MessageRefusal } from "./draftMessage.ts";
import { type Departure, departureOf, planReports, withheldSays } from "./planReports.ts";
import { findAddress, readByGuard } from "./readConversation.ts";

type Refused =
  | MessageRefusal
  | Refusal<"message/held" | "message/no-address" | "message/not-wanted" | "message/too-long">;

const LINK_DAYS = 30;
const DAY = 86_400_000;

type Letter = {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly seat: Participant;
  readonly address: string;
  readonly author: string;
};

/** The letter as it may be sent now, or what can be said against it, before anything is written. */
async function readLetter(
  tx: Tx,
  deps: Deps,
  deskId: string,
  { id: caseId, state }: StoredCase,
  letter: Letter,
  mayRewrite: boolean,
): Promise<Result<Letter, Refused>> {
  const words = wordsIn(letter.body);
  if (isReport(state, letter.seat) && words > LONGEST_REPORT_WORDS) {
    const detail = `A report has at most ${LONGEST_REPORT_WORDS} words, this one has ${words}. The page behind the link holds the rest.`;
    return refuse("message/too-long", detail);
  }
  const within = { caseId, partyId: letter.seat.partyId };
  const { verdict, findings, output } = await readByGuard(tx, deps, deskId, within, letter);
  if (verdict === "pass") return ok(letter);
  const { subject, body } = output ?? {};
  if (verdict === "rewrite" && mayRewrite && subject !== undefined && body !== undefined) {
    await rewriteMessage(tx, letter.id, { subject, body, author: letter.author });
    return ok({ ...letter, subject, body });
  }
  const said = findings.map(({ rule, message }) => `${rule}: ${message}`).join(" ");
  const remedy = verdict === "rewrite" ? " Edit it, or let it be sent rewritten." : "";
  return refuse("message/held", `${said}${remedy}`);
}

/**
 * When it may leave. Preferences and budget are about reports; the number of them, and the day, may be overridden by
 * the sender, the owner's wish to get none may not.
 */
async function departure(
  tx: Tx,
  now: Date,
  { id: caseId, state }: StoredCase,
  { id, seat }: Letter,
  beyondBudget: boolean,
): Promise<Result<Departure | { day: null; at: Date }, Refused>> {
  if (!isReport(state, seat)) return ok({ day: null, at: now });
  const { rank, dueAt } = await findRank(tx, caseId);
  const evidence = evidenceLevelOf(state);
  const waiting = { caseId: id, evidence, rank, dueAt, readySince: now.toISOString() };
  const delivery = await planReports(tx, seat.partyId, now, waiting);
  if (delivery === undefined) throw new Error("A report that was planned has no day.");
  if (delivery.when === "withheld") return refuse("message/not-wanted", withheldSays(delivery.why));
  return ok(departureOf(beyondBudget ? { caseId: id, when: "now" } : delivery, now));
}

/** The link by which an owner answers. Its secret stands in the mail alone; we keep the hash. */
async function giveLink(tx: Tx, deps: Deps, desk: Desk, caseId: string, seat: Participant) {
  if (seat.role !== "owner") return null;
  const { now, chance, site } = deps;
  const secret = newSecret(chance);
  const expiresAt = new Date(now().getTime() + LINK_DAYS * DAY);
  await insertSignedLink(tx, desk.id, {
    id: chance.newId(),
    caseId,
    partyId: seat.partyId,
    hash: sha256(secret),
    purpose: "owner-answer",
    createdAt: now(),
    expiresAt,
  });
  const url = `${site.origin}/o/#${toCredential({ desk: desk.slug, secret })}`;
  return { url, until: dayOf(expiresAt.toISOString()) };
}

/** Into the outbox, with the job woken: it leaves after this transaction, or not at all. */
async function queue(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  { id: caseId, state }: StoredCase,
  { id, subject, body, seat, address }: Letter,
  leaves: { day: string | null; at: Date },
): Promise<void> {
  const desk = await getDesk(tx, asker.deskId);
  const link = await giveLink(tx, deps, desk, caseId, seat);
  const sender = asker.name;
  const mail = toOutgoingMail({ subject, body, tlp: state.tlp, sender, desk: desk.name, link });
  await insertOutbox(tx, desk.id, {
    id: deps.chance.newId(),
    caseId,
    messageId: id,
    audience: { kind: "participants", caseId },
    payload: { ...mail, to: [address], fromName: `${sender}, ${desk.name}` },
    mayCarry: link === null ? [] : [link.url],
    createdAt: deps.now(),
    notBefore: leaves.at,
  });
  await moveMessage(tx, id, {
    state: "queued",
    sentBy: asker.personId,
    sentByName: sender,
    recipient: address,
    heldWhy: null,
    budgetDay: leaves.day,
  });
  await record(tx, deps, asker, [
    {
      kind: "message.queued",
      subject: { caseId, messageId: id, partyId: seat.partyId },
      detail: { leavesOn: leaves.day, linkUntil: link?.until ?? null },
      restricted: true,
    },
  ]);
  await deps.jobs.wake(tx, "deliver-outbox", desk.id);
}

const seatFor = (state: CaseState, partyId: string): Participant | undefined => {
  const seats = state.participants.filter((seat) => seat.partyId === partyId);
  return seats.find(({ role }) => role === "owner") ?? seats[0];
};

/** C14: a named person sends a draft in their own name. It leaves through the outbox, once the guard has read it again. */
export const sendMessage = (
  deps: Deps,
  asker: Asker,
  ref: string,
  id: string,
  { beyondBudget, rewrite = false }: { readonly beyondBudget: boolean; readonly rewrite?: boolean },
) =>
  changeCase<Refused>(deps, asker, ref, async (state, stamp, tx, stored) => {
    const may = mayMove("send-message", state);
    if (!may.ok) return may;
    const message = await lockFor(tx, "send", stored, id, stamp);
    if (!message.ok) return message;
    const { party_id: partyId, subject, body } = message.value;
    const seat = seatFor(state, partyId);
    if (!seat) return no("participant/unknown", "That party takes no part in the case any more.");
    return await asDesk(tx, asker, async (): Promise<Result<readonly CaseEvent[], Refused>> => {
      const address = await findAddress(tx, state, partyId);
      if (address === null)
        return refuse("message/no-address", `${seat.label} has no address to send this to.`);
      const draft = { id, subject, body, seat, address, author: asker.name };
      const read = await readLetter(tx, deps, asker.deskId, stored, draft, rewrite);
      if (!read.ok) return read;
      const letter = read.value;
      const leaves = await departure(tx, deps.now(), stored, letter, beyondBudget);
      if (!leaves.ok) return leaves;
      await withdrawEscalation(tx, deps, asker, id);
      await queue(tx, deps, asker, stored, letter, leaves.value);
      return ok([]);
    });
  });
