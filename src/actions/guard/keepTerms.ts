import type { Asker } from "#core/access/asker.ts";
import type { SaltedTerm } from "#core/guard/registry.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { raiseVersion } from "#store/guard/register.ts";
import { endTerm, insertTerm, listTerms, type TermRow } from "#store/guard/term.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const toLine = ({ addedAt, ...row }: TermRow) => ({ ...row, addedAt: addedAt.toISOString() });

/** The labels of one's own party's terms, and the salt to hash more with: hashing is done where the words are known. */
export const readTerms = ({ db, guardKey }: Pick<Deps, "db" | "guardKey">, asker: Asker) =>
  withAsker(db, asker, async (tx) => {
    const rows = await listTerms(tx);
    return ok({ salt: guardKey.salt(asker.deskId), items: rows.map(toLine) });
  });

export const addTerms = (
  deps: Deps,
  asker: Asker,
  terms: readonly { readonly label: string; readonly term: SaltedTerm }[],
) =>
  withAsker(deps.db, asker, async (tx) => {
    const { deskId, partyId, name: by } = asker;
    if (partyId === null)
      return refuse("guard/no-party", "Terms belong to a party, and you are of none.");
    const at = deps.now();
    const rows = terms.map((one) => ({ id: deps.chance.newId(), ...one }));
    await asDesk(tx, asker, async () => {
      const since = await raiseVersion(tx, deskId);
      for (const row of rows) await insertTerm(tx, deskId, { ...row, partyId, by, at, since });
      await record(tx, deps, asker, [
        {
          kind: "guard.terms-added",
          subject: { partyId },
          detail: { count: rows.length },
          restricted: true,
        },
      ]);
    });
    const items = rows.map(({ id, label, term }) =>
      toLine({ id, label, words: term.words, addedBy: by, addedAt: at }),
    );
    return ok({ items });
  });

export const endOneTerm = (deps: Deps, asker: Asker, id: string) =>
  withAsker(deps.db, asker, async (tx) => {
    const { deskId, partyId } = asker;
    const isGone = await asDesk(tx, asker, async () => {
      const version = await raiseVersion(tx, deskId);
      if (partyId === null || !(await endTerm(tx, id, partyId, version))) return false;
      await record(tx, deps, asker, [
        { kind: "guard.term-ended", subject: { partyId }, detail: { term: id }, restricted: true },
      ]);
      return true;
    });
    return isGone ? ok(undefined) : refuse("guard/no-term", "There is no such term of your party.");
  });
