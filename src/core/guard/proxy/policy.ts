import type { Audience } from "../audience.ts";
import { sha256Hex } from "../audit/mac.ts";
import { type PolicyRecord, toPolicyRecord } from "../audit/policyHash.ts";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard, type Guard } from "../engine/compileGuard.ts";
import type { Pack } from "../pack.ts";
import type { Registry } from "../registry.ts";
import { type LetGo, relaxPacks } from "./relax.ts";

export type PolicySettings = {
  /** Who is guarded so: the name of a key, or "default". */
  readonly name: string;
  readonly audience: Audience;
  readonly packs: readonly Pack[];
  readonly registry: Registry;
  /** Address of the model's side, up to where the protocol's path begins. */
  readonly upstream: string;
  /** What is shown to the model's side in place of the caller's key; null: the caller's own. */
  readonly upstreamKey: string | null;
  readonly onEscalate: "wait" | "block";
  /** Seconds that an escalation waits for a person. */
  readonly seconds: number;
  /** Audience that the model's maker is, where requests are read, too. */
  readonly requestAudience: Audience | null;
};

export type Policy = PolicySettings & {
  readonly guard: Guard;
  readonly record: PolicyRecord;
  /** The same for the audience of requests; null where they are not read. */
  readonly requestRecord: PolicyRecord | null;
  /** The guard of an answer that a person let go. */
  readonly relaxed: (rules: ReadonlySet<string>, how: LetGo) => Guard;
};

export function toPolicy(settings: PolicySettings): Policy {
  const { packs, registry, audience, requestAudience } = settings;
  const isEmpty = Object.values(registry).every(
    (known) => Array.isArray(known) && known.length === 0,
  );
  const known = isEmpty ? null : { version: 0, hash: sha256Hex(JSON.stringify(registry)) };
  return {
    ...settings,
    guard: compileGuard(packs, registry, CHECKS),
    record: toPolicyRecord(packs, audience, { registry: known }),
    requestRecord: requestAudience && toPolicyRecord(packs, requestAudience, { registry: known }),
    relaxed: (rules, how) => compileGuard(relaxPacks(packs, rules, how), registry, CHECKS),
  };
}
