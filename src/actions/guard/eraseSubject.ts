import type { Asker } from "#core/access/asker.ts";
import { wordsOf } from "#core/guard/engine/words.ts";
import { toSaltedTerm } from "#core/guard/saltedTerm.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { raiseVersion } from "#store/guard/register.ts";
import { destroySubjects, type ErasedRow, insertErased, listErased } from "#store/guard/subject.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { subjectMac } from "./vault.ts";

const toSubject = ({ erasedAt, ...row }: ErasedRow) => ({
  ...row,
  erasedAt: erasedAt.toISOString(),
});

export const readErased = ({ db }: Pick<Deps, "db">, asker: Asker) =>
  withAsker(db, asker, (tx) =>
    asDesk(tx, asker, async () => ok({ items: (await listErased(tx)).map(toSubject) })),
  );

const spaced = (text: string): string => ` ${wordsOf(text).join(" ")} `;

/** The reason stays, in the ledger too: a name in it would be there for good. A name without a word is found nowhere. */
function faultOf(names: readonly string[], reason: string) {
  if (names.some((name) => wordsOf(name).length === 0))
    return refuse(
      "guard/no-word",
      "There is no word in one of the names, so it would be found nowhere.",
    );
  if (names.some((name) => spaced(reason).includes(spaced(name))))
    return refuse("guard/name-in-reason", "The reason is kept for good: say it without the name.");
  return undefined;
}

/**
 * Destroys the keys by which pseudonyms of these names are opened, and keeps the names as salted hashes, so that they leave
 * nowhere. What the names stood for stays a pseudonym. A backup made before still has the keys until it is destroyed, too.
 */
export const eraseSubject = (
  deps: Deps,
  asker: Asker,
  { names, reason }: { readonly names: readonly string[]; readonly reason: string },
) =>
  withAsker(deps.db, asker, async (tx) => {
    const { deskId } = asker;
    const wrong = faultOf(names, reason);
    if (wrong) return wrong;
    const salt = deps.guardKey.salt(deskId);
    const terms = names.flatMap((name) => toSaltedTerm(salt, name) ?? []);
    const erased = await asDesk(tx, asker, async () => {
      const at = deps.now();
      const macs = names.map((name) => subjectMac(deps, deskId, name));
      const pseudonyms = await destroySubjects(tx, macs, at);
      const row = {
        id: deps.chance.newId(),
        erasedBy: asker.name,
        erasedAt: at,
        reason,
        pseudonyms,
      };
      await insertErased(tx, deskId, { ...row, terms, since: await raiseVersion(tx, deskId) });
      await record(tx, deps, asker, [
        {
          kind: "guard.erased",
          subject: { erasureId: row.id },
          detail: { names: names.length, pseudonyms, reason },
          restricted: true,
        },
      ]);
      return row;
    });
    return ok(toSubject(erased));
  });
