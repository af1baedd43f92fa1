import type { Asker } from "#core/access/asker.ts";
import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import { decideAnswer, type EscalationAnswer } from "#core/guard/decideEscalation.ts";
import type { Release } from "#core/guard/evaluate.ts";
import type { Parts } from "#core/guard/evaluateParts.ts";
import type { Held } from "#core/guard/held.ts";
import { ok } from "#core/result.ts";
import { moveMessage } from "#store/clearinghouse/message.ts";
import { releaseOutbox } from "#store/clearinghouse/outbox.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import {
  type EscalationRow,
  findEscalation,
  lockEscalation,
  settleEscalation,
} from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { noSuchEscalation } from "./askEscalation.ts";
import { aboutOutput } from "./escalate.ts";
import { keepDecision } from "./keepDecision.ts";
import { openHeld } from "./openHeld.ts";
import { readEscalationPage, repeatsUnseen } from "./readEscalations.ts";
import { readLeaving } from "./readLeaving.ts";

const STATES = { "as-is": "released", rewrite: "rewritten", block: "blocked" } as const;

const chosen = ({ parts, rewrite }: Held, answer: EscalationAnswer): Parts | null => {
  if (answer === "block") return null;
  return answer === "as-is" ? parts : rewrite;
};

type Decision = {
  readonly row: EscalationRow;
  readonly held: Held;
  readonly output: Parts | null;
  readonly release: Release;
};

/** Mail goes back into the outbox, in the words that were decided on; the guard reads it once more when it leaves. */
async function letMailGo(tx: Tx, deps: Deps, asker: Asker, decision: Decision): Promise<void> {
  const { row, held, output, release } = decision;
  const { subject, body } = output ?? {};
  if (row.outboxId === null || subject === undefined || body === undefined) return;
  const mail = { subject, body, mayCarry: held.mayCarry, release, at: deps.now() };
  const messageId = await releaseOutbox(tx, row.outboxId, mail);
  if (messageId !== null) await moveMessage(tx, messageId, { state: "queued", heldWhy: null });
  await deps.jobs.wake(tx, "deliver-outbox", asker.deskId);
}

/** What a proxy waits for is on record with who let it go; mail, advisories and pages are when they leave. */
async function keepAnswer(
  tx: Tx,
  deps: Deps,
  deskId: string,
  { row, held, output, release }: Decision,
) {
  if (row.channel !== "proxy") return;
  const within = row.caseId === null ? null : { caseId: row.caseId, partyId: null };
  const { channel, audience } = row;
  const outgoing = { channel, audience, parts: held.parts, within, mayCarry: held.mayCarry };
  const read = await readLeaving(tx, deps, deskId, { ...outgoing, tlp: null });
  const outcome = output === null ? "blocked" : output === held.parts ? "released" : "rewritten";
  await keepDecision(tx, deps, deskId, read, { outcome, output, approver: release });
}

async function settle(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  answer: EscalationAnswer,
  decision: Decision,
) {
  const { row, output, release } = decision;
  const { deskId } = asker;
  const text = row.askedBy === null ? undefined : output?.body;
  await settleEscalation(tx, row.id, {
    state: STATES[answer],
    output: text === undefined ? null : deps.guardKey.seal(deskId, aboutOutput(row.id), text),
    outputSha256: outputHashOf(output),
    decidedBy: asker.personId,
    decider: asker.name,
    at: deps.now(),
    reason: release.reason,
  });
  await keepAnswer(tx, deps, deskId, decision);
  if (output !== null) await letMailGo(tx, deps, asker, decision);
  if (row.channel === "public") await deps.jobs.wake(tx, "publish-advisories", deskId);
  const { caseId, channel } = row;
  await record(tx, deps, asker, [
    {
      kind: "guard.decided",
      subject: { escalationId: row.id, ...(caseId === null ? {} : { caseId }) },
      detail: { answer, channel, output: outputHashOf(output), reason: release.reason },
      restricted: true,
    },
  ]);
}

/** A named person lets it go as it is, or rewritten, or blocks it, and says why. */
export const decideEscalation = (
  deps: Deps,
  asker: Asker,
  id: string,
  { answer, reason }: { readonly answer: EscalationAnswer; readonly reason: string },
) =>
  withAsker(deps.db, asker, async (tx) => {
    const seen = await findEscalation(tx, id);
    if (!seen || (await repeatsUnseen(tx, openHeld(deps, asker.deskId, seen))))
      return noSuchEscalation();
    const decided = await asDesk(tx, asker, async () => {
      const row = (await lockEscalation(tx, id)) ?? seen;
      const held = openHeld(deps, asker.deskId, row);
      const may = decideAnswer({ ...row, held }, asker.personId, answer, deps.now());
      if (!may.ok || held === null) return may;
      const output = chosen(held, answer);
      const release = {
        outputSha256: outputHashOf(output) ?? "",
        personId: asker.personId ?? "",
        name: asker.name,
        reason,
      };
      await settle(tx, deps, asker, answer, { row, held, output, release });
      return may;
    });
    if (!decided.ok) return decided;
    const page = await readEscalationPage(tx, deps, asker, id);
    return page ? ok(page) : noSuchEscalation();
  });
