import type { Asker } from "#core/access/asker.ts";
import { applyEvent } from "#core/clearinghouse/case.ts";
import { type CaseEvent, stamped } from "#core/clearinghouse/caseEvent.ts";
import type { MoveRefusal } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { decideFreeJoining, decideTermsAcceptance } from "#core/clearinghouse/decideTerms.ts";
import { decideVerdict } from "#core/clearinghouse/decideVerdict.ts";
import { type OwnerAnswer, taskAfter, VERDICT_OF } from "#core/clearinghouse/ownerAnswer.ts";
import { ok, type Result } from "#core/result.ts";
import { lockCasesById, type StoredCase } from "#store/clearinghouse/case.ts";
import { insertMessage } from "#store/clearinghouse/message.ts";
import { restateTask } from "#store/clearinghouse/task.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";
import type { Stamp } from "./changeCase.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { composeOwnerView, ownerSeat } from "./readOwnerView.ts";

/**
 * The verdict, and what comes with it. Answering says "we have this": it agrees to no embargo, and takes a seat only
 * where there is nothing to agree to. Agreeing is a tick of its own; where nothing is on offer it changes nothing.
 */
function decide(
  state: CaseState,
  { answer, version, reason, note, acceptsTerms }: OwnerAnswer,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const claim = {
    verdict: VERDICT_OF[answer],
    version: version ?? null,
    reason: reason ?? null,
    note: note ?? null,
  };
  const said = decideVerdict(state, claim, stamp);
  const partyId = stamp.by.partyId;
  if (!said.ok || partyId === null) return said;
  const then = said.value.reduce(applyEvent, state);
  const agreed = acceptsTerms
    ? decideTermsAcceptance(then, { partyId, isDesk: false }, stamp)
    : decideFreeJoining(then, partyId, stamp);
  return ok([...said.value, ...(agreed.ok ? agreed.value : [])]);
}

/** What the owner wrote becomes a message of the conversation, and a task where the desk has to do something. */
export async function takeAnswer(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  stored: StoredCase,
  answer: OwnerAnswer,
  stamp: Stamp,
): Promise<Result<readonly CaseEvent[], MoveRefusal>> {
  const decided = decide(stored.state, answer, stamp);
  const { partyId } = asker;
  if (!decided.ok || partyId === null) return decided;
  const seat = ownerSeat(stored.state, partyId);
  return await asDesk(tx, asker, async () => {
    const task = taskAfter(seat?.label ?? asker.name, answer);
    if (task !== null) {
      await restateTask(tx, asker.deskId, {
        id: deps.chance.newId(),
        caseId: stored.id,
        kind: `answer:${partyId}:${answer.answer}`,
        detail: task,
        createdAt: deps.now(),
      });
    }
    if (answer.note === undefined) return decided;
    const messageId = deps.chance.newId();
    await insertMessage(tx, asker.deskId, {
      id: messageId,
      caseId: stored.id,
      partyId,
      direction: "in",
      state: "received",
      recipient: null,
      subject: `Re: ${stored.ref}`,
      body: answer.note,
      author: stamp.by.label,
      createdAt: deps.now(),
    });
    return ok([
      ...decided.value,
      ...stamped(stamp, [{ type: "message-received", messageId, partyId }]),
    ]);
  });
}

/** Through a signed link, without an account. The record says that it came that way. */
export async function answerByLink(deps: Deps, asker: Asker, link: string, answer: OwnerAnswer) {
  const speaker = { ...asker, name: `${asker.name}, by signed link` };
  return await withAsker(deps.db, asker, async (tx) => {
    const [stored] = await lockCasesById(tx, asker.onlyCaseId === null ? [] : [asker.onlyCaseId]);
    if (!stored || !ownerSeat(stored.state, asker.partyId)) return noSuchCase();
    const stamp = stampOf(speaker, deps.now());
    const taken = await takeAnswer(tx, deps, asker, stored, answer, stamp);
    if (!taken.ok) return taken;
    return await asDesk(tx, asker, async () => {
      const now = await appendEvents(tx, deps, speaker, stored, taken.value);
      return ok(await composeOwnerView(tx, deps, asker, link, now));
    });
  });
}
