import type { Asker } from "#core/access/asker.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import { type MoveRefusal, mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { decideMessageMove, type MessageMove } from "#core/clearinghouse/message.ts";
import { no } from "#core/clearinghouse/refusal.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import type { StoredCase } from "#store/clearinghouse/case.ts";
import {
  insertMessage,
  lockMessage,
  moveMessage,
  rewriteMessage,
} from "#store/clearinghouse/message.ts";
import { recallOutbox } from "#store/clearinghouse/outbox.ts";
import { asDesk, type Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { withdrawEscalation } from "../guard/withdrawEscalation.ts";
import { record } from "../ledger/record.ts";
import { changeCase, type Stamp } from "./changeCase.ts";
import { draftReport } from "./draftReport.ts";
import { planReports } from "./planReports.ts";
import { findAddress } from "./readConversation.ts";

export type MessageRefusal = MoveRefusal | Refusal<"message/not-found">;
type NoEvents = Result<readonly CaseEvent[], MessageRefusal>;
type Locked = NonNullable<Awaited<ReturnType<typeof lockMessage>>>;

/** Messages of cases that went into this one are its own. */
export const caseIdsOf = ({ id, state }: { id: string; state: CaseState }): readonly string[] => [
  id,
  ...state.absorbed.map(({ caseId }) => caseId),
];

/** The message, where the move may be made with it. */
export async function lockFor(
  tx: Tx,
  move: MessageMove,
  stored: StoredCase,
  id: string,
  stamp: Stamp,
): Promise<Result<Locked, MessageRefusal>> {
  const message = await lockMessage(tx, caseIdsOf(stored), id);
  if (message?.direction !== "out")
    return refuse("message/not-found", "There is no such message in this case.");
  const decided = decideMessageMove(move, message.state, stamp);
  return decided.ok ? ok(message) : decided;
}

/** The same for a move that takes it back, out of the outbox where it waits there. */
async function callBack(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  move: "edit" | "discard",
  stored: StoredCase,
  id: string,
  stamp: Stamp,
): Promise<Result<Locked, MessageRefusal>> {
  const message = await lockFor(tx, move, stored, id, stamp);
  if (!message.ok) return message;
  if (message.value.state === "held")
    await asDesk(tx, asker, () => withdrawEscalation(tx, deps, asker, id));
  if (message.value.state !== "queued") return message;
  const isBack = await asDesk(tx, asker, () => recallOutbox(tx, id, deps.now()));
  return isBack ? message : no("message/state", "It is on its way already.");
}

/** What was called back leaves its place in the owner's week to those that wait. */
async function moveUp(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  { state, party_id }: Locked,
): Promise<void> {
  if (state !== "queued") return;
  await asDesk(tx, asker, () => planReports(tx, party_id, deps.now(), null));
  await deps.jobs.wake(tx, "deliver-outbox", asker.deskId);
}

const log = (tx: Tx, deps: Deps, asker: Asker, kind: string, caseId: string, messageId: string) =>
  record(tx, deps, asker, [{ kind, subject: { caseId, messageId }, restricted: true }]);

type Text = { readonly subject?: string | undefined; readonly body?: string | undefined };

/** Without a body the report is drafted from the case. Nothing is sent by this. */
export const draftMessage = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { partyId, subject, body }: Text & { readonly partyId: string },
) =>
  changeCase<MoveRefusal>(deps, asker, ref, async (state, _stamp, tx, stored) => {
    const may = mayMove("draft-message", state);
    if (!may.ok) return may;
    if (!state.participants.some((seat) => seat.partyId === partyId))
      return no("participant/unknown", "That party takes no part in the case; invite it first.");
    const text = body?.trim()
      ? { subject: `${ref}: ${state.title}`.slice(0, 200), body: body.trim() }
      : await draftReport(tx, asker, stored, partyId, deps.now());
    const id = deps.chance.newId();
    await insertMessage(tx, asker.deskId, {
      id,
      caseId: stored.id,
      partyId,
      direction: "out",
      state: "draft",
      recipient: await asDesk(tx, asker, () => findAddress(tx, state, partyId)),
      subject: subject?.trim() || text.subject,
      body: text.body,
      author: asker.name,
      createdAt: deps.now(),
    });
    await log(tx, deps, asker, "message.drafted", stored.id, id);
    return ok([]);
  });

/** A message that the guard held, or that waits for its day, is edited back into a draft. */
export const editMessage = (
  deps: Deps,
  asker: Asker,
  ref: string,
  id: string,
  text: { readonly subject: string; readonly body: string },
) =>
  changeCase<MessageRefusal>(
    deps,
    asker,
    ref,
    async (state, stamp, tx, stored): Promise<NoEvents> => {
      const may = mayMove("draft-message", state);
      if (!may.ok) return may;
      const message = await callBack(tx, deps, asker, "edit", stored, id, stamp);
      if (!message.ok) return message;
      await rewriteMessage(tx, id, { ...text, author: asker.name });
      await moveUp(tx, deps, asker, message.value);
      await log(tx, deps, asker, "message.edited", stored.id, id);
      return ok([]);
    },
  );

export const discardMessage = (deps: Deps, asker: Asker, ref: string, id: string) =>
  changeCase<MessageRefusal>(
    deps,
    asker,
    ref,
    async (_state, stamp, tx, stored): Promise<NoEvents> => {
      const message = await callBack(tx, deps, asker, "discard", stored, id, stamp);
      if (!message.ok) return message;
      await moveMessage(tx, id, { state: "discarded", budgetDay: null });
      await moveUp(tx, deps, asker, message.value);
      await log(tx, deps, asker, "message.discarded", stored.id, id);
      return ok([]);
    },
  );
