import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import { clearReleased, type GuardRefusal, type Release } from "#core/guard/evaluate.ts";
import type { Cleared, OutgoingText } from "#core/guard/message.ts";
import { type ReleasedWords, releaseOfAll } from "#core/guard/releasedWords.ts";
import type { Result } from "#core/result.ts";
import type { Tx } from "#store/database.ts";
import { type EscalationRow, findByInput } from "#store/guard/escalation.ts";
import { escalate } from "./escalate.ts";
import { keepDecision } from "./keepDecision.ts";
import { type GuardDeps, type Outgoing, type ReadLeaving, readLeaving } from "./readLeaving.ts";

/** What waits in the queue for so long is blocked, for as long as nobody asks anew. */
const WAITS_MS = 7 * 86_400_000;

export const releaseOf = (row: EscalationRow | undefined): Release | null =>
  row?.state === "released" && row.outputSha256 !== null
    ? {
        outputSha256: row.outputSha256,
        personId: row.decidedBy ?? "",
        name: row.decider ?? "",
        reason: row.reason ?? "",
      }
    : null;

type Who = {
  /** Where it was going, in a few words. */
  readonly destination: string;
  readonly sentBy: string | null;
  readonly sender: string;
};

/** Puts what was held before those who decide, once for the same words. */
export async function askOnce(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  read: Pick<ReadLeaving, "action" | "findings" | "output" | "outgoing">,
  who: Who,
): Promise<void> {
  const { channel, parts } = read.outgoing;
  const known = await findByInput(tx, channel, outputHashOf(parts) ?? "");
  if (known && known.state !== "expired") return;
  const asked = { ...who, outboxId: null, askedBy: null, waitsMs: WAITS_MS };
  await escalate(tx, deps, deskId, read, asked);
}

/** The word of a person on just these bytes, or on each of the words that are held. */
async function findRelease(
  tx: Tx,
  { guardKey }: GuardDeps,
  deskId: string,
  { action, findings, outgoing: { channel, parts } }: ReadLeaving,
  released: readonly ReleasedWords[],
): Promise<Release | null> {
  if (action === "pass") return null;
  const outputSha256 = outputHashOf(parts) ?? "";
  const words = releaseOfAll(guardKey.auditKey(deskId), parts, findings, released);
  if (words) return { ...words, outputSha256 };
  return releaseOf(await findByInput(tx, channel, outputSha256));
}

/**
 * A text on its way to the public, or to the reader of a paper: cleared, or held, with a record of either and a place in
 * the queue where a person can let it go. To be called as the desk.
 */
export async function clearFile<T extends OutgoingText>(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  file: T,
  outgoing: Omit<Outgoing, "parts">,
  who: Who,
  released: readonly ReleasedWords[] = [],
): Promise<Result<Cleared<T>, GuardRefusal>> {
  const parts = { body: file.text };
  const read = await readLeaving(tx, deps, deskId, { ...outgoing, parts });
  const sha256 = outputHashOf(parts) ?? "";
  const release = await findRelease(tx, deps, deskId, read, released);
  const result = clearReleased(file, read, sha256, release);
  if (result.ok) {
    const isReleased = read.action !== "pass";
    const outcome = isReleased ? "released" : "sent";
    const approver = isReleased ? release : null;
    await keepDecision(tx, deps, deskId, read, { outcome, output: parts, approver });
    return result;
  }
  const outcome = read.action === "block" ? "blocked" : "held";
  await keepDecision(tx, deps, deskId, read, { outcome, output: null });
  await askOnce(tx, deps, deskId, read, who);
  return result;
}
