import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import type { AudienceKind } from "#core/guard/audience.ts";
import { toPackHash } from "#core/guard/audit/policyHash.ts";
import type { Channel } from "#core/guard/channel.ts";
import { evaluateLeaving } from "#core/guard/evaluate.ts";
import type { PartsVerdict } from "#core/guard/evaluateParts.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import { toShownFinding } from "#core/guard/shownFinding.ts";
import { ok, refuse } from "#core/result.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { listUploadedPacks } from "#store/guard/policy.ts";
import type { Deps } from "../deps.ts";
import { readActivePacks } from "./activePacks.ts";
import { readLeaving } from "./readLeaving.ts";

export type Trial = {
  readonly text: string;
  readonly audience: { readonly kind: AudienceKind; readonly caseRef?: string | undefined };
  readonly packs?: readonly string[] | undefined;
  readonly channel: Channel;
  readonly registry: boolean;
};

async function packsOfTrial(tx: Tx, { packs: ids, channel }: Trial) {
  if (ids === undefined) return await readActivePacks(tx, channel);
  const uploaded = (await listUploadedPacks(tx)).map(({ content }) => content);
  const all = [...PACKS, ...uploaded];
  return ids.flatMap((id) => all.find((pack) => pack.id === id) ?? []);
}

/** By the packs alone, or with all that the desk knows, which only its staff may ask: the answer tells what is registered. */
async function judge(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  trial: Trial,
  caseId: string | null,
): Promise<PartsVerdict> {
  const audience = { kind: trial.audience.kind, ...(caseId === null ? {} : { caseId }) };
  const parts = { body: trial.text };
  const packs = await packsOfTrial(tx, trial);
  if (!trial.registry) return evaluateLeaving(parts, audience, { embargoed: [], tlp: null }, packs);
  const within = caseId === null ? null : { caseId, partyId: null };
  const outgoing = { channel: trial.channel, audience, parts, within, tlp: null };
  return await asDesk(tx, asker, () => readLeaving(tx, deps, asker.deskId, outgoing, packs));
}

/** What the guard would say of a text. Neither the text nor the answer is stored. */
export const tryText = (deps: Deps, asker: Asker, trial: Trial) =>
  withAsker(deps.db, asker, async (tx) => {
    const { caseRef } = trial.audience;
    if ((trial.registry || caseRef !== undefined) && !isStaff(asker.roles))
      return refuse(
        "guard/staff-only",
        "What the desk knows is looked for on behalf of its own staff only.",
      );
    const found = caseRef === undefined ? null : await findCase(tx, caseRef);
    if (found === undefined)
      return refuse("case/not-found", "There is no such case, or it is not for you.");
    const began = performance.now();
    const verdict = await judge(tx, deps, asker, trial, found?.id ?? null);
    return ok({
      verdict: verdict.action,
      findings: verdict.findings.map(toShownFinding),
      output: verdict.output?.body ?? null,
      packs: (await packsOfTrial(tx, trial)).map(toPackHash),
      milliseconds: performance.now() - began,
    });
  });
