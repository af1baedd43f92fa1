import type { Asker } from "#core/access/asker.ts";
import type { AudienceKind } from "#core/guard/audience.ts";
import { cutterOf } from "#core/guard/audit/guardRecord.ts";
import { evaluateLeaving } from "#core/guard/evaluate.ts";
import { kindOf } from "#core/guard/pseudonym/pseudonym.ts";
import { toShownFinding } from "#core/guard/shownFinding.ts";
import { ok } from "#core/result.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import { findGuardContext } from "#store/clearinghouse/guardContext.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { noSuchCase } from "../clearinghouse/noSuchCase.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readActivePacks } from "./activePacks.ts";
import { readLiveRegister } from "./liveRegister.ts";
import { keepPseudonym } from "./vault.ts";

type Wanted = {
  readonly text: string;
  readonly audience?: { readonly kind: AudienceKind } | undefined;
};

/** What stands for a person gets the case's pseudonym, everything else its rule's replacement; then it is read again. */
async function replaced(
  tx: Tx,
  deps: Deps,
  deskId: string,
  caseId: string,
  { text, audience: to }: Wanted,
) {
  const audience = { kind: to?.kind ?? "public" } as const;
  const packs = await readActivePacks(tx, "mail");
  const register = await readLiveRegister(tx, deps, deskId);
  const named = await findGuardContext(tx, deps.now(), { body: text }, { caseId, partyId: null });
  const context = { ...named, tlp: null, live: register.registry };
  const parts = { body: text };
  const first = evaluateLeaving(parts, audience, context, packs);
  const tokens = new Map<string, string>();
  const cut = cutterOf(text);
  for (const { type, start, end } of first.findings) {
    const [kind, value] = [kindOf(type), cut(start, end)];
    if (kind !== undefined && type !== "person.erased")
      tokens.set(
        `${type} ${value}`,
        await keepPseudonym(tx, deps, deskId, caseId, { kind, value }),
      );
  }
  return evaluateLeaving(parts, audience, context, packs, {
    replace: (found) => tokens.get(`${found.type} ${found.text}`),
  });
}

export const pseudonymise = (deps: Deps, asker: Asker, ref: string, wanted: Wanted) =>
  withAsker(deps.db, asker, async (tx) => {
    const found = await findCase(tx, ref);
    if (!found) return noSuchCase();
    const verdict = await asDesk(tx, asker, async () => {
      const made = await replaced(tx, deps, asker.deskId, found.id, wanted);
      await record(tx, deps, asker, [
        {
          kind: "guard.pseudonymised",
          subject: { caseId: found.id },
          detail: { findings: made.findings.length },
          restricted: true,
        },
      ]);
      return made;
    });
    return ok({
      verdict: verdict.action,
      findings: verdict.findings.map(toShownFinding),
      output: verdict.output?.body ?? null,
    });
  });
