import pg from "pg";
import { findTables, passes } from "./passage.ts";

/** What a database holds, to be compared after a restore. */
export type Inventory = {
  /** Version of the server. */
  readonly postgres: string;
  readonly migrations: readonly string[];
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** The last signed head of each desk's ledger; `root` in hex. */
  readonly ledgers: readonly {
    readonly desk: string;
    readonly origin: string;
    readonly size: number;
    readonly root: string;
  }[];
};

type Head = { desk: string; origin: string; size: string; root: string };

const HEADS = `
  select distinct on (c.desk_id) c.desk_id as desk, l.origin, c.size, encode(c.root, 'hex') as root
  from ledger_checkpoint c join ledger_log l on l.desk_id = c.desk_id
  order by c.desk_id, c.size desc`;

/** Inside a transaction of the caller's, as far as it sees. */
export async function readInventory(client: pg.ClientBase): Promise<Inventory> {
  const counts: Record<string, number> = {};
  const heads = new Map<string, Head>();
  for (const table of await findTables(client)) {
    counts[table.name] = 0;
    for await (const _ of passes(client, table)) {
      const counted = await client.query<{ n: string }>(
        `select count(*) as n from ${pg.escapeIdentifier(table.name)}`,
      );
      counts[table.name] = (counts[table.name] ?? 0) + Number(counted.rows[0]?.n);
      if (table.name !== "ledger_checkpoint") continue;
      for (const head of (await client.query<Head>(HEADS)).rows) heads.set(head.desk, head);
    }
  }
  const version = await client.query<{ server_version: string }>("show server_version");
  const migrations = await client.query<{ name: string }>(
    "select name from platform.migration order by number",
  );
  return {
    postgres: version.rows[0]?.server_version ?? "",
    migrations: migrations.rows.map(({ name }) => name),
    counts,
    ledgers: [...heads.values()].map((head) => ({ ...head, size: Number(head.size) })),
  };
}

/** In one snapshot of its own. */
export async function takeInventory(url: string): Promise<Inventory> {
  return await inSnapshot(url, readInventory);
}

/** One moment of the database, however long the work takes. Nothing is changed. */
export async function inSnapshot<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "assay backup" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read");
    const result = await work(client);
    await client.query("rollback");
    return result;
  } finally {
    await client.end();
  }
}
