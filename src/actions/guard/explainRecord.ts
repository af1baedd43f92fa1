import type { Asker } from "#core/access/asker.ts";
import { probesIn } from "#core/clearinghouse/guardKey.ts";
import type { TlpLabel } from "#core/guard/audience.ts";
import { type GuardRecord, outputHashOf } from "#core/guard/audit/guardRecord.ts";
import { packHash } from "#core/guard/audit/policyHash.ts";
import { recallCarried, recallKeys } from "#core/guard/audit/recall.ts";
import { isInputOf, readDifferences } from "#core/guard/audit/replay.ts";
import { evaluateLeaving } from "#core/guard/evaluate.ts";
import type { Parts, PartsVerdict } from "#core/guard/evaluateParts.ts";
import type { Pack } from "#core/guard/pack.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import type { EmbargoedCase, Registry } from "#core/guard/registry.ts";
import { toShownFinding } from "#core/guard/shownFinding.ts";
import type { Action } from "#core/guard/verdict.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { findKeptRecord } from "#store/guard/guardRecord.ts";
import { findPackByHash } from "#store/guard/policy.ts";
import { readRegister } from "#store/guard/register.ts";
import { listTextsOf } from "#store/guard/shingle.ts";
import type { Deps } from "../deps.ts";
import { registerHash } from "./liveRegister.ts";
import { noSuchRecord } from "./readRecords.ts";

type Gone = { readonly gone: string };
const isGone = (found: object): found is Gone => "gone" in found;

/** The packs of that moment, by their hashes. */
async function packsOf(tx: Tx, { policy }: GuardRecord): Promise<Pack[] | Gone> {
  const packs: Pack[] = [];
  for (const { id, version, hash } of policy.packs) {
    const pack = PACKS.find((one) => packHash(one) === hash) ?? (await findPackByHash(tx, hash));
    if (!pack) return { gone: `The pack ${id} ${version} (${hash.slice(0, 12)}) is not here.` };
    packs.push(pack);
  }
  return packs;
}

/** The register of that moment, when it can be put together again to the same hash. */
async function registerOf(
  tx: Tx,
  salt: string,
  { policy, at }: GuardRecord,
): Promise<Registry | Gone> {
  if (policy.registry === null) return { embargoed: [] };
  const { version, hash } = policy.registry;
  const registry = await readRegister(tx, salt, { version, time: new Date(at) });
  if (registerHash(registry) === hash) return registry;
  return {
    gone: "The register of that moment cannot be put together again: a person or a name in it has changed.",
  };
}

const CASE_REF = /\bVC-\d{4}-\d{4,15}\b/gi;

async function embargoedOf(
  tx: Tx,
  key: Uint8Array,
  record: GuardRecord,
  parts: Parts,
): Promise<EmbargoedCase[]> {
  const texts = Object.values(parts);
  const words = [
    ...[...probesIn(texts).values()].flatMap((written) => [...written]),
    ...texts.flatMap((text) => text.match(CASE_REF) ?? []),
  ];
  const cases: EmbargoedCase[] = [];
  for (const { caseId, keys, texts: hasTexts } of recallKeys(key, record, words))
    cases.push({ caseId, keys, ...(hasTexts ? { texts: await listTextsOf(tx, caseId) } : {}) });
  return cases;
}

/** The same decision once more, or why it cannot be made. */
async function replay(
  tx: Tx,
  { guardKey }: Pick<Deps, "guardKey">,
  deskId: string,
  record: GuardRecord,
  parts: Parts,
): Promise<PartsVerdict | Gone> {
  const packs = await packsOf(tx, record);
  if (isGone(packs)) return packs;
  const live = await registerOf(tx, guardKey.salt(deskId), record);
  if (isGone(live)) return live;
  const key = guardKey.auditKey(deskId);
  const embargoed = await embargoedOf(tx, key, record, parts);
  const context = { embargoed, live, tlp: record.policy.tlp as TlpLabel | null };
  const mayCarry = recallCarried(key, record, parts);
  const isJson = record.isJson ?? false;
  return evaluateLeaving(parts, record.audience, context, packs, { mayCarry, isJson });
}

export type Explained = {
  readonly record: GuardRecord;
  readonly isInput: boolean;
  readonly replay: "same" | "differs" | "unknown";
  readonly why: string;
  readonly verdict: Action | null;
  readonly findings: readonly ReturnType<typeof toShownFinding>[];
  readonly output: Parts | null;
  readonly outputSha256: string | null;
};

const nothing = { verdict: null, findings: [], output: null, outputSha256: null } as const;

/** Decides once more, by the packs and the register of that moment, on the text that whoever asks has. Nothing is stored. */
export const explainRecord = (
  deps: Pick<Deps, "db" | "guardKey">,
  asker: Asker,
  id: string,
  parts: Parts,
): Promise<Result<Explained, Refusal<"guard/no-record" | "guard/elsewhere">>> =>
  withAsker(deps.db, asker, async (tx) => {
    const kept = await findKeptRecord(tx, id);
    if (!kept) return noSuchRecord();
    const { record } = kept;
    if (kept.keptBy !== null)
      return refuse(
        "guard/elsewhere",
        "It was decided elsewhere, under a key that is not here. Use `assay guard explain` there.",
      );
    const key = deps.guardKey.auditKey(asker.deskId);
    if (!isInputOf(key, record, parts))
      return ok({
        record,
        isInput: false,
        replay: "unknown",
        why: "This is not the text that was read.",
        ...nothing,
      });
    const again = await asDesk(tx, asker, () => replay(tx, deps, asker.deskId, record, parts));
    if (isGone(again))
      return ok({ record, isInput: true, replay: "unknown", why: again.gone, ...nothing });
    const differences = readDifferences(key, record, parts, again);
    return ok({
      record,
      isInput: true,
      replay: differences.length === 0 ? "same" : "differs",
      why: differences.join(" "),
      verdict: again.action,
      findings: again.findings.map(toShownFinding),
      output: again.output,
      outputSha256: outputHashOf(again.output),
    });
  });
