import { DEFAULT_PREFERENCE, type Preference } from "#core/clearinghouse/preference.ts";
import type { Tx } from "../database.ts";

/** What a party has said it wants; the default while it has said nothing. */
export async function findPreference(tx: Tx, partyId: string): Promise<Preference> {
  const row = await tx
    .selectFrom("preference")
    .select("content")
    .where("party_id", "=", partyId)
    .executeTakeFirst();
  return row ? { ...DEFAULT_PREFERENCE, ...(row.content as Preference) } : DEFAULT_PREFERENCE;
}

/** The default on record, unless the party has said something already. */
export async function insertDefaultPreference(
  tx: Tx,
  deskId: string,
  partyId: string,
  now: Date,
): Promise<void> {
  const content = JSON.stringify(DEFAULT_PREFERENCE);
  await tx
    .insertInto("preference")
    .values({ desk_id: deskId, party_id: partyId, content, changed_at: now })
    .onConflict((row) => row.columns(["desk_id", "party_id"]).doNothing())
    .execute();
}

export async function putPreference(
  tx: Tx,
  deskId: string,
  partyId: string,
  preference: Preference,
  now: Date,
): Promise<void> {
  const content = JSON.stringify(preference);
  await tx
    .insertInto("preference")
    .values({ desk_id: deskId, party_id: partyId, content, changed_at: now })
    .onConflict((row) =>
      row.columns(["desk_id", "party_id"]).doUpdateSet({ content, changed_at: now }),
    )
    .execute();
}
