import type { Asker } from "#core/access/asker.ts";
import type { Preference } from "#core/clearinghouse/preference.ts";
import { ok } from "#core/result.ts";
import { readdressOutbox } from "#store/clearinghouse/outbox.ts";
import { findPreference, putPreference } from "#store/clearinghouse/preference.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { planReports } from "./planReports.ts";

export const readPreference = async ({ db }: Deps, asker: Asker) =>
  asker.partyId === null
    ? noSuchCase()
    : ok(await withAsker(db, asker, (tx) => findPreference(tx, asker.partyId ?? "")));

/** What waits for this owner is laid out anew by what it wants now, and goes where it wants it. */
export async function changePreference(deps: Deps, asker: Asker, wanted: Preference) {
  const { partyId, deskId } = asker;
  if (partyId === null) return noSuchCase();
  return await withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      await putPreference(tx, deskId, partyId, wanted, deps.now());
      await planReports(tx, partyId, deps.now(), null);
      if (wanted.contact !== null) await readdressOutbox(tx, partyId, wanted.contact);
      await record(tx, deps, asker, [
        {
          kind: "preference.changed",
          subject: { partyId },
          detail: { ...wanted },
          restricted: true,
        },
      ]);
      await deps.jobs.wake(tx, "deliver-outbox", deskId);
      return ok(wanted);
    }),
  );
}
