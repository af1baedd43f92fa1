import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Db } from "../../../src/store/database.ts";

function assay(args: readonly string[]): { status: number | null; out: string } {
  const done = spawnSync(process.execPath, ["src/main.ts", ...args, "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { status: done.status, out: done.stdout || done.stderr };
}

/** Exports and verifies as anybody would. */
function verifyExport(dataDir: string): { entries: number; faults: string[] } {
  const scratch = mkdtempSync(join(tmpdir(), "assay-ledger-"));
  try {
    const folder = join(scratch, "log");
    const exported = assay(["ledger", "export", "--to", folder, "--data", dataDir]);
    if (exported.status !== 0) return { entries: 0, faults: [`no export: ${exported.out}`] };
    const { size, vkey } = JSON.parse(exported.out) as { size: number; vkey: string };
    const verified = assay(["verify", folder, "--key", vkey]);
    return {
      entries: size,
      faults: verified.status === 0 ? [] : [`the ledger does not verify: ${verified.out}`],
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Things that were decided once, and how many of each do not have just one entry that says so. */
const UNTOLD = sql<{ what: string; n: number }>`
  with entry as (
    select (body::json) -> 'subject' ->> 'reportId' as report,
           (body::json) -> 'subject' ->> 'findingId' as finding, kind
    from ledger_entry where kind in ('report.received', 'case.opened', 'case.finding-joined'))
  select 'reports' as what, count(*)::int as n from (
    select 1 from report left join entry on entry.report = report.id::text and kind = 'report.received'
    group by report.id having count(kind) <> 1) untold
  union all
  select 'findings', count(*)::int from (
    select 1 from finding left join entry on entry.finding = finding.id::text and kind <> 'report.received'
    group by finding.id having count(kind) <> 1) untold`;

/** The log is sound, and tells of every report and every finding once. */
export async function examineLedger(db: Db, dataDir: string) {
  const { entries, faults } = verifyExport(dataDir);
  const { rows } = await UNTOLD.execute(db);
  for (const { what, n } of rows)
    if (n > 0) faults.push(`${n} ${what} do not have one entry in the ledger`);
  return { entries, faults };
}
