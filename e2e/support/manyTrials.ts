import pg from "pg";
import { openPostgres } from "../../src/outside/postgres/embedded.ts";
import type { RunningServer } from "./server.ts";

/** Of these many there is a transcript, too: nobody reads more of them in a test, and they are large. */
const READ = 1_000;

/**
 * The trials of a run, copied until there are so many. Its figures stay as they were: nobody counts again what no runner sent.
 */
export async function fillRun(server: RunningServer, ref: string, wanted: number): Promise<void> {
  const postgres = await openPostgres({ dataDir: server.dataDir });
  const client = new pg.Client({ connectionString: postgres.url("assay_admin") });
  try {
    await client.connect();
    const { rows } = await client.query<{ id: string; trials: number }>(
      "select id, trials from evaluation_run where ref = $1",
      [ref],
    );
    const { id = "", trials = 0 } = rows[0] ?? {};
    await client.query(COPY_TRIALS, [id, trials, wanted]);
    await client.query(COPY_TRANSCRIPTS, [id, trials, Math.min(READ, wanted)]);
    await client.query(
      "update evaluation_run set trials = $2, planned = $2, judged = $2 where id = $1",
      [id, wanted],
    );
    await client.query("analyze evaluation_trial");
  } finally {
    await client.end();
    await postgres.close();
  }
}

const COPY_TRIALS = `
  insert into evaluation_trial (desk_id, run_id, number, party_id, trial, case_id, repetition, title, kind, category, stance,
    ending, turns, tool_calls, latency_ms, outcomes, judged, conflict, disagreement, unscored, judge_kinds, at)
  select desk_id, run_id, n, party_id, sha256(n::text::bytea), case_id, repetition + n, title || ' (' || n || ')', kind,
    category, stance, ending, turns, tool_calls, latency_ms, outcomes, judged, conflict, disagreement, unscored, judge_kinds, at
  from generate_series($2::int + 1, $3::int) as n
  join evaluation_trial on run_id = $1 and number = 1 + (n - 1) % $2::int`;

const COPY_TRANSCRIPTS = `
  insert into evaluation_transcript (desk_id, run_id, number, party_id, trial, held, verdicts)
  select desk_id, run_id, n, party_id, trial, held, verdicts
  from generate_series($2::int + 1, $3::int) as n
  join evaluation_transcript on run_id = $1 and number = 1 + (n - 1) % $2::int`;
