import type { Asker } from "#core/access/asker.ts";
import type { Tx } from "#store/database.ts";
import { findWaitingOfMessage, settleEscalation } from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";

/** Whoever wrote it takes it back: there is nothing to decide any more. To be called as the desk. */
export async function withdrawEscalation(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  { personId, name }: Pick<Asker, "personId" | "name">,
  messageId: string,
): Promise<void> {
  const id = await findWaitingOfMessage(tx, messageId);
  if (id === undefined) return;
  await settleEscalation(tx, id, {
    state: "blocked",
    output: null,
    outputSha256: null,
    decidedBy: personId,
    decider: name,
    at: now(),
    reason: "Taken back by its sender",
  });
}
