import { type GuardRecord, type Outcome, toGuardRecord } from "#core/guard/audit/guardRecord.ts";
import { sha256Hex } from "#core/guard/audit/mac.ts";
import { packHash, toPackHash } from "#core/guard/audit/policyHash.ts";
import type { Channel } from "#core/guard/channel.ts";
import type { Parts } from "#core/guard/evaluateParts.ts";
import type { Pack } from "#core/guard/pack.ts";
import type { Tx } from "#store/database.ts";
import { countMet } from "#store/guard/canary.ts";
import { insertRecords } from "#store/guard/guardRecord.ts";
import { findKnownHashes, insertPack, movePolicyHash } from "#store/guard/policy.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import type { GuardDeps, ReadLeaving } from "./readLeaving.ts";

/** So that a decision can be made again when other versions read. To be called as the desk. */
async function storePacks(tx: Tx, deskId: string, packs: readonly Pack[], at: Date): Promise<void> {
  const known = await findKnownHashes(tx, packs.map(packHash));
  for (const content of packs) {
    const hash = toPackHash(content);
    const row = { content, source: "built-in", addedBy: null, at } as const;
    if (!known.has(hash.hash)) await insertPack(tx, deskId, hash, row);
  }
}

/**
 * In the ledger: which packs read at a channel from now on, whenever that is another set, by an upgrade or by a person. To be
 * called as the desk.
 */
export async function keepPacks(
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  who: { readonly deskId: string; readonly personId: string | null; readonly name: string },
  channel: Channel,
  packs: readonly Pack[],
): Promise<void> {
  const hashes = packs.map(toPackHash);
  const all = sha256Hex(hashes.map(({ hash }) => hash).join("\n"));
  if (!(await movePolicyHash(tx, who.deskId, channel, all))) return;
  await storePacks(tx, who.deskId, packs, deps.now());
  await record(tx, deps, who, [
    {
      kind: "guard.packs",
      subject: { channel },
      detail: { packs: hashes.map((hash) => ({ ...hash })) },
      restricted: false,
    },
  ]);
}

export type Ending = {
  readonly outcome: Outcome;
  /** What went out; null where nothing did. */
  readonly output: Parts | null;
  readonly approver?: GuardRecord["approver"];
};

/** Puts a decision down, without a value in it. To be called as the desk; answers with the record's id. */
export async function keepDecision(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  read: ReadLeaving,
  { outcome, output, approver = null }: Ending,
): Promise<string> {
  const { channel, audience, parts, within } = read.outgoing;
  await storePacks(tx, deskId, read.packs, deps.now());
  const kept = toGuardRecord(deps.guardKey.auditKey(deskId), {
    id: deps.chance.newId(),
    at: deps.now().toISOString(),
    channel,
    audience,
    verdict: read.action,
    outcome,
    parts,
    output,
    findings: read.findings,
    carried: read.carried,
    policy: read.policy,
    isJson: read.outgoing.isJson ?? false,
    times: read.times,
    approver,
  });
  const caseId = within?.caseId ?? null;
  const canary = read.findings.some(({ ruleId }) => ruleId === "embargo/canary");
  if (canary) await countMet(tx, Object.values(parts));
  await insertRecords(tx, deskId, [{ record: kept, caseId, keptBy: null, keptFor: "server" }]);
  return kept.id;
}
