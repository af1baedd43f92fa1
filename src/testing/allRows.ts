import { sql } from "kysely";
import type { Db } from "#store/database.ts";

/** Every row of every table as text, by table. `db` must see past row-level security. */
export async function allRows(db: Db): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1, 2`.execute(
    db,
  );
  const found: Record<string, readonly string[]> = {};
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.id(schema, name)} t order by 1`.execute(db);
    found[`${schema}.${name}`] = rows.map(({ row }) => row);
  }
  return found;
}
