import type pg from "pg";
import { findTables, passes, type SeenTable } from "./passage.ts";

/** What `assay doctor` asks of the database. */
export type DatabaseHealth = {
  readonly version: string;
  readonly isDurable: boolean;
  readonly now: Date;
  readonly outbox: {
    readonly waiting: number;
    readonly failed: number;
    readonly oldest: Date | null;
  };
  /** Newest time of any ledger entry. */
  readonly latestEntry: Date | null;
  readonly logs: readonly {
    readonly origin: string;
    readonly size: number;
    readonly leaves: number;
    /** Entries without a place in the log, and since when the first waits. */
    readonly pending: number;
    readonly pendingSince: Date | null;
    /** The signed note of the newest head. */
    readonly note: string;
  }[];
};

const SERVER = `
  select current_setting('server_version') as version, clock_timestamp() as now,
    current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
      and current_setting('synchronous_commit') <> 'off' as "isDurable"`;

const OUTBOX = `
  select count(*) filter (where state = 'pending')::int as waiting,
    count(*) filter (where state = 'failed')::int as failed,
    min(created_at) filter (where state = 'pending') as oldest from outbox`;

const LOGS = `
  select l.origin, h.size::float8 as size, h.note,
    (select coalesce(max(leaf_index) + 1, 0)::float8 from ledger_leaf f where f.desk_id = l.desk_id) as leaves,
    (select count(*)::int from ledger_pending p where p.desk_id = l.desk_id) as pending,
    (select min(e.at) from ledger_pending p join ledger_entry e on e.desk_id = p.desk_id and e.id = p.entry_id
      where p.desk_id = l.desk_id) as "pendingSince",
    (select max(at) from ledger_entry e where e.desk_id = l.desk_id) as latest
  from ledger_log l join lateral (select size, note from ledger_checkpoint c where c.desk_id = l.desk_id
    order by size desc, signed_at desc limit 1) h on true
  order by l.origin`;

type Log = DatabaseHealth["logs"][number] & { readonly latest: Date | null };

const newest = (a: Date | null, b: Date | null): Date | null =>
  a === null || (b !== null && b > a) ? b : a;
const earliest = (a: Date | null, b: Date | null): Date | null =>
  a === null || (b !== null && b < a) ? b : a;

async function readOutbox(client: pg.ClientBase, table: SeenTable) {
  const outbox = { waiting: 0, failed: 0, oldest: null as Date | null };
  for await (const _ of passes(client, table)) {
    const [seen] = (await client.query<typeof outbox>(OUTBOX)).rows;
    outbox.waiting += seen?.waiting ?? 0;
    outbox.failed += seen?.failed ?? 0;
    outbox.oldest = earliest(outbox.oldest, seen?.oldest ?? null);
  }
  return outbox;
}

async function readLogs(client: pg.ClientBase, table: SeenTable): Promise<Log[]> {
  const logs = new Map<string, Log>();
  for await (const _ of passes(client, table)) {
    for (const log of (await client.query<Log>(LOGS)).rows) logs.set(log.origin, log);
  }
  return [...logs.values()];
}

/** Inside a transaction of the caller's. */
export async function readHealth(client: pg.ClientBase): Promise<DatabaseHealth> {
  const server = await client.query<Pick<DatabaseHealth, "version" | "now" | "isDurable">>(SERVER);
  const tables = await findTables(client);
  const table = (name: string) => tables.find((one) => one.name === name);
  const [about, queue, log] = [server.rows[0], table("outbox"), table("ledger_checkpoint")];
  if (!about || !queue || !log) throw new Error("The database is not migrated.");
  const logs = await readLogs(client, log);
  const latestEntry = logs.reduce<Date | null>((last, { latest }) => newest(last, latest), null);
  return { ...about, outbox: await readOutbox(client, queue), latestEntry, logs };
}
