import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { RunningServer } from "../../../e2e/support/server.ts";
import { openPostgres } from "../../../src/outside/postgres/embedded.ts";
import { type Db, openDatabase } from "../../../src/store/database.ts";
import type { Mailbox } from "../../../src/testing/mailbox.ts";
import type { Acknowledged } from "./acknowledged.ts";
import { findCaseFaults } from "./cases.ts";
import type { Correspondence } from "./correspondence.ts";
import { examineLedger } from "./ledger.ts";
import { examineMail, type MailCounts } from "./mail.ts";

export type Evidence = {
  readonly lines: readonly string[];
  readonly key: string;
  readonly acknowledged: Acknowledged;
  readonly correspondence: Correspondence;
  readonly mailbox: Mailbox;
};

export type Aftermath = {
  readonly acknowledged: number;
  readonly reports: number;
  readonly findings: number;
  readonly cases: number;
  readonly ledgerEntries: number;
  readonly mail: MailCounts;
  readonly faults: readonly string[];
};

type Stored = { ref: string; sha256: string; findings: string[] };

const hashOf = (line: string): string => createHash("sha256").update(line).digest("hex");

/** What the answers promised against what is there. */
async function examineReports(db: Db, { lines, acknowledged, key }: Evidence) {
  const { rows } = await sql<Stored>`
    select report.ref, encode(report.sha256, 'hex') as sha256,
           array(select ref from finding where finding.report_id = report.id order by ordinal) as findings
    from report`.execute(db);
  const byHash = Map.groupBy(rows, ({ sha256 }) => sha256);
  const faults = [...acknowledged.faults];
  if (acknowledged.lines.size !== lines.length)
    faults.push(`${lines.length - acknowledged.lines.size} lines were never acknowledged`);
  for (const [line, promised] of acknowledged.lines) {
    const found = byHash.get(hashOf(lines[line - 1] ?? "")) ?? [];
    const [one] = found;
    if (found.length !== 1 || one?.ref !== promised.report)
      faults.push(`line ${line}, ${promised.report}, is there ${found.length} times`);
    else if (one.findings.join() !== promised.findings.join())
      faults.push(`line ${line} has other findings than it was answered`);
  }
  if (rows.length !== lines.length) faults.push(`${rows.length} reports of ${lines.length} lines`);
  const batches = await db
    .selectFrom("batch")
    .select(["lines", "stored", "known", "refused", "finished_at"])
    .where("idempotency_key", "=", key)
    .execute();
  const [batch] = batches;
  if (batches.length !== 1 || batch?.finished_at === null || batch?.known !== lines.length)
    faults.push(`the batch is recorded as ${JSON.stringify(batches)}`);
  return { reports: rows.length, faults };
}

/** Everything is counted in the database itself, past row-level security, and in the exported ledger. */
export async function examine(server: RunningServer, evidence: Evidence): Promise<Aftermath> {
  const postgres = await openPostgres({ dataDir: server.dataDir });
  const db = openDatabase(postgres.url("assay_admin"), { max: 4 });
  try {
    const mail = await examineMail(db, evidence);
    const { reports, faults } = await examineReports(db, evidence);
    const cases = await findCaseFaults(db);
    const ledger = await examineLedger(db, server.dataDir);
    return {
      acknowledged: evidence.acknowledged.lines.size,
      reports,
      findings: cases.findings,
      cases: cases.cases,
      ledgerEntries: ledger.entries,
      mail: mail.counts,
      faults: [...faults, ...cases.faults, ...mail.faults, ...ledger.faults],
    };
  } finally {
    await db.destroy();
    await postgres.close();
  }
}
