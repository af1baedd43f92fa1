import pg from "pg";
import { openPostgres } from "../../src/outside/postgres/embedded.ts";
import type { RunningServer } from "./server.ts";

/** The open cases of the exercise, copied until there are at least so many; answers how many there are then. */
export async function fillQueue(server: RunningServer, wanted: number): Promise<number> {
  const postgres = await openPostgres({ dataDir: server.dataDir });
  const client = new pg.Client({ connectionString: postgres.url("assay_admin") });
  try {
    await client.connect();
    const { rows } = await client.query<{ open: number }>(
      "select count(*)::int as open from cases where status = 'open'",
    );
    const open = rows[0]?.open ?? 0;
    const copies = Math.ceil(wanted / open) - 1;
    await client.query(COPY, [copies]);
    await client.query("analyze cases");
    return open * (copies + 1);
  } finally {
    await client.end();
    await postgres.close();
  }
}

/** Days differ, so that the order of the list has work to do. Numbers begin where nobody has counted to yet. */
const COPY = `
  insert into cases (desk_id, id, ref, version, state, title, tlp, status, component, weakness, affected, evidence,
    score_finder, score_verifier, score_owner, decision, decision_rank, due_at, unknowns, embargo_state, embargo_ends,
    exploited, findings, owner_state, owner_since, assigned_to, opened_at, changed_at)
  select desk_id, gen_random_uuid(), 'VC-2026-' || (10000 + row_number() over ()), version, state,
    title || ' (' || n || ')', tlp, status, component, weakness, affected, evidence,
    score_finder, score_verifier, score_owner, decision, decision_rank, due_at + (n % 300), unknowns, embargo_state,
    embargo_ends, exploited, findings, owner_state, owner_since, null, opened_at, changed_at
  from cases cross join generate_series(1, $1::int) as n
  where status = 'open'`;
