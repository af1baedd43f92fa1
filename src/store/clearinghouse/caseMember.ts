import { sql } from "kysely";
import type { Tx } from "../database.ts";

type Member = { readonly partyId: string; readonly personId: string | null; readonly role: string };

/** Makes the rows say what the state says: seats of parties, and the named readers of a TLP:RED case. */
export async function replaceMembers(
  tx: Tx,
  deskId: string,
  caseId: string,
  seats: readonly Member[],
  readers: readonly string[],
  now: Date,
): Promise<void> {
  const rows = [
    ...seats.map(({ partyId, role }) => ({ party_id: partyId, person_id: null, role })),
    ...readers.map((personId) => ({ party_id: null, person_id: personId, role: "reader" })),
  ];
  await sql`
    with wanted as (
      select coalesce(r.party_id, person.party_id) as party_id, r.person_id, r.role
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(party_id uuid, person_id uuid, role text)
      left join person on person.desk_id = ${deskId}::uuid and person.id = r.person_id
    ), gone as (
      delete from case_member m where m.desk_id = ${deskId}::uuid and m.case_id = ${caseId}::uuid
        and not exists (select 1 from wanted w where w.party_id = m.party_id and w.role = m.role
                          and w.person_id is not distinct from m.person_id)
    )
    insert into case_member (desk_id, case_id, party_id, person_id, role, since)
    select ${deskId}::uuid, ${caseId}::uuid, party_id, person_id, role, ${now} from wanted
    where party_id is not null
    on conflict do nothing`.execute(tx);
}
