import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { findPseudonyms, type PseudonymRow } from "#store/guard/subject.ts";
import { noSuchCase } from "../clearinghouse/noSuchCase.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

type Revealed = {
  readonly pseudonym: string;
  readonly state: "revealed" | "unknown" | "erased";
  readonly value: string | null;
};

function reveal(
  { guardKey }: Pick<Deps, "guardKey">,
  deskId: string,
  pseudonym: string,
  row: PseudonymRow | undefined,
): Revealed {
  if (!row) return { pseudonym, state: "unknown", value: null };
  if (!row.key) return { pseudonym, state: "erased", value: null };
  const subject = { id: row.subjectId, key: row.key };
  return { pseudonym, state: "revealed", value: guardKey.openFor(deskId, subject, row.value) };
}

/**
 * Who stands behind pseudonyms of a case. It is a release of its own: to somebody who sees the case, of this case alone, with
 * a reason, and on record.
 */
export const revealPseudonyms = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { pseudonyms, reason }: { readonly pseudonyms: readonly string[]; readonly reason: string },
) =>
  withAsker(deps.db, asker, async (tx) => {
    const found = await findCase(tx, ref);
    if (!found) return noSuchCase();
    const items = await asDesk(tx, asker, async () => {
      const rows = await findPseudonyms(tx, found.id, pseudonyms);
      const revealed = pseudonyms.map((one) =>
        reveal(
          deps,
          asker.deskId,
          one,
          rows.find(({ token }) => token === one),
        ),
      );
      const detail = {
        pseudonyms: [...pseudonyms],
        states: revealed.map(({ state }) => state),
        reason,
      };
      await record(tx, deps, asker, [
        { kind: "guard.revealed", subject: { caseId: found.id }, detail, restricted: true },
      ]);
      return revealed;
    });
    return ok({ items });
  });
