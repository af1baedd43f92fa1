import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import { passes, type SeenTable, type WholeTable } from "./passage.ts";

export type Sequence = { readonly name: string; readonly value: string };

const quote = pg.escapeIdentifier;
const columnsOf = ({ columns }: WholeTable): string => columns.map(quote).join(", ");

/** The table in Postgres' text COPY format, which every version reads. Inside the caller's snapshot. */
export async function* readRows(
  client: pg.ClientBase,
  table: SeenTable,
): AsyncGenerator<Uint8Array> {
  for await (const _ of passes(client, table)) {
    const query = `copy (select ${columnsOf(table)} from ${quote(table.name)}) to stdout`;
    yield* client.query(to(query)) as AsyncIterable<Uint8Array>;
  }
}

export const readSequences = async (client: pg.ClientBase): Promise<Sequence[]> =>
  (
    await client.query<Sequence>(
      `select sequencename as name, last_value::text as value from pg_sequences
       where schemaname = 'public' and last_value is not null order by 1`,
    )
  ).rows;

type Ddl = { readonly undo: string; readonly redo: string };

/** What stands in the way of rows in any order and without an asker, and how to put it back. */
const OBSTACLES = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as undo,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as redo
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
  union all
  select format('alter table %s no force row level security', oid::regclass),
    format('alter table %s force row level security', oid::regclass)
  from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity
  union all
  select format('alter table %s disable trigger user', oid::regclass),
    format('alter table %s enable trigger user', oid::regclass)
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relhastriggers`;

/**
 * Fills the tables of a freshly migrated database, all or nothing; foreign keys are checked at the end.
 * `ownerUrl` is that of the schema's owner.
 */
export async function loadRows(
  ownerUrl: string,
  tables: readonly WholeTable[],
  sequences: readonly Sequence[],
  rowsOf: (table: string) => Readable,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "assay restore" });
  await client.connect();
  try {
    await client.query("begin");
    const { rows: obstacles } = await client.query<Ddl>(OBSTACLES);
    for (const { undo } of obstacles) await client.query(undo);
    for (const table of tables) {
      await client.query(`delete from ${quote(table.name)}`); // what a migration itself has put there
      const copy = `copy ${quote(table.name)} (${columnsOf(table)}) from stdin`;
      await pipeline(rowsOf(table.name), client.query(from(copy)));
    }
    for (const { name, value } of sequences) {
      await client.query("select setval($1::regclass, $2::bigint)", [quote(name), value]);
    }
    for (const { redo } of obstacles) await client.query(redo);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
