import { sql } from "kysely";
import type { Tx } from "../database.ts";
import type { NewFinding } from "./report.ts";

/** What matching asks for later: what is compared, by its exact key and by its bands. */
export async function insertSketches(
  tx: Tx,
  deskId: string,
  findings: readonly NewFinding[],
): Promise<void> {
  const sketches = findings.map(({ id, matchKey, features }) => ({
    id,
    match_key: matchKey,
    features,
  }));
  await sql`
    insert into finding_sketch (desk_id, finding_id, match_key, features)
    select ${deskId}::uuid, id, match_key, features
    from jsonb_to_recordset(${JSON.stringify(sketches)}::jsonb) as r(id uuid, match_key text, features jsonb)`.execute(
    tx,
  );
  const rows = findings.flatMap(({ id, bands }) =>
    [...new Set(bands)].map((band) => ({ id, band })),
  );
  await sql`
    insert into finding_band (desk_id, band, finding_id)
    select ${deskId}::uuid, band, id
    from unnest(${rows.map(({ band }) => band)}::int[], ${rows.map(({ id }) => id)}::uuid[]) as r(band, id)
    order by band`.execute(tx);
}
