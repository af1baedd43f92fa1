import type { Audience, TlpLabel } from "#core/guard/audience.ts";
import { valueMacOf } from "#core/guard/audit/guardRecord.ts";
import { type PolicyRecord, toPolicyRecord } from "#core/guard/audit/policyHash.ts";
import { keyMacOf } from "#core/guard/audit/recall.ts";
import type { Channel } from "#core/guard/channel.ts";
import { evaluateLeaving } from "#core/guard/evaluate.ts";
import type { Parts, PartsVerdict } from "#core/guard/evaluateParts.ts";
import type { Pack } from "#core/guard/pack.ts";
import type { GuardContext } from "#core/guard/registry.ts";
import { findGuardContext, type Within } from "#store/clearinghouse/guardContext.ts";
import type { Tx } from "#store/database.ts";
import { listKnownNames } from "#store/guard/register.ts";
import type { Deps } from "../deps.ts";
import { readActivePacks } from "./activePacks.ts";
import { readLiveRegister } from "./liveRegister.ts";

export type GuardDeps = Pick<Deps, "now" | "guardKey" | "chance">;

/** Something on its way out, as far as the guard has to know. */
export type Outgoing = {
  readonly channel: Channel;
  readonly audience: Audience;
  readonly parts: Parts;
  /** The parts are JSON documents. */
  readonly isJson?: boolean;
  /** Exact values that whoever composed it says it carries on purpose. */
  readonly mayCarry?: readonly string[];
  /** The case it belongs to, and the party it goes to. */
  readonly within?: Within | null;
  /** Part of the published tree: what the cases of published advisories hold is no news. */
  readonly isPublication?: boolean;
  /** Label of the content, where that is not the case's. */
  readonly tlp?: TlpLabel | null;
};

/** What the guard said, and by what. */
export type ReadLeaving = PartsVerdict & {
  readonly outgoing: Outgoing;
  readonly packs: readonly Pack[];
  readonly policy: PolicyRecord;
  /** Stage to milliseconds. */
  readonly times: Readonly<Record<string, number>>;
};

function policyOf(
  auditKey: Uint8Array,
  { audience }: Outgoing,
  packs: readonly Pack[],
  context: GuardContext,
  registry: PolicyRecord["registry"],
  mayCarry: readonly string[],
): PolicyRecord {
  return toPolicyRecord(packs, audience, {
    registry,
    keys: context.embargoed.map(({ caseId, keys, texts = [] }) => ({
      caseId,
      texts: texts.length > 0,
      macs: keys.map((key) => keyMacOf(auditKey, key)),
    })),
    carries: mayCarry.map((value) => valueMacOf(auditKey, value)),
    tlp: context.tlp,
  });
}

/** As things stand now: packs, register, and what the words of this message name. To be called as the desk. */
export async function readLeaving(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  outgoing: Outgoing,
  /** Unless told, those of the channel. */
  by?: readonly Pack[],
): Promise<ReadLeaving> {
  const began = performance.now();
  const { channel, audience, parts, isJson = false, within = null } = outgoing;
  const packs = by ?? (await readActivePacks(tx, channel));
  const register = await readLiveRegister(tx, deps, deskId);
  const named = await findGuardContext(tx, deps.now(), parts, within, outgoing.isPublication);
  const names = within === null ? [] : await listKnownNames(tx, within);
  const mayCarry = [...new Set([...(outgoing.mayCarry ?? []), ...names])];
  const tlp = outgoing.tlp === undefined ? named.tlp : outgoing.tlp;
  const context = { ...named, tlp, live: register.registry };
  const looked = performance.now();
  const verdict = evaluateLeaving(parts, audience, context, packs, { mayCarry, isJson });
  const read = performance.now();
  const { version, hash } = register;
  const auditKey = deps.guardKey.auditKey(deskId);
  const policy = policyOf(auditKey, outgoing, packs, context, { version, hash }, mayCarry);
  return {
    ...verdict,
    outgoing: { ...outgoing, mayCarry },
    packs,
    policy,
    times: { look: looked - began, read: read - looked, whole: read - began },
  };
}
