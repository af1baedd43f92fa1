import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { type CanaryRow, insertCanary, listCanaries } from "#store/guard/canary.ts";
import { raiseVersion } from "#store/guard/register.ts";
import { noSuchCase } from "../clearinghouse/noSuchCase.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

const toCanary = ({ plantedAt, ...row }: CanaryRow) => ({
  ...row,
  plantedAt: plantedAt.toISOString(),
});

/** No vowels, so that it is no word; long enough that nobody has it by chance. */
const DIGITS = "bcdfghjkmnpqrstvwxz23456789";
const LENGTH = 20;

const newToken = ({ chance }: Pick<Deps, "chance">): string =>
  `cn${[...chance.random(LENGTH)].map((byte) => DIGITS[byte % DIGITS.length]).join("")}`;

export const readCanaries = ({ db }: Pick<Deps, "db">, asker: Asker, ref: string) =>
  withAsker(db, asker, async (tx) => {
    const found = await findCase(tx, ref);
    if (!found) return noSuchCase();
    return ok({ items: (await listCanaries(tx, found.id)).map(toCanary) });
  });

/** A token for one place in the case: where it turns up outside, that is what leaked. */
export const plantCanary = (deps: Deps, asker: Asker, ref: string, place: string) =>
  withAsker(deps.db, asker, async (tx) => {
    const found = await findCase(tx, ref);
    if (!found) return noSuchCase();
    const canary = {
      id: deps.chance.newId(),
      token: newToken(deps),
      place,
      plantedBy: asker.name,
      plantedAt: deps.now(),
    };
    await asDesk(tx, asker, async () => {
      const since = await raiseVersion(tx, asker.deskId);
      await insertCanary(tx, asker.deskId, found.id, { ...canary, since });
      await record(tx, deps, asker, [
        {
          kind: "guard.canary-planted",
          subject: { caseId: found.id },
          detail: { place },
          restricted: true,
        },
      ]);
    });
    return ok(toCanary({ ...canary, met: 0 }));
  });
