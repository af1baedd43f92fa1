import type pg from "pg";

/** A table of ours, with the columns that can be written. */
export type WholeTable = { readonly name: string; readonly columns: readonly string[] };

/** `isGuarded`: row-level security hides rows from us. */
export type SeenTable = WholeTable & { readonly isGuarded: boolean };

const TABLES = `
  select c.relname as name,
    c.relrowsecurity and (c.relforcerowsecurity or not pg_has_role(c.relowner, 'usage'))
      and not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "isGuarded",
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
      and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname collate "C"`;

/** Whether nothing of ours, or of anybody's, is in the database yet. */
export async function isBlank(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'platform') and c.relkind in ('r', 'p') limit 1`,
  );
  return rows.length === 0;
}

export const findTables = async (client: pg.ClientBase): Promise<SeenTable[]> =>
  (await client.query<SeenTable>(TABLES)).rows;

/**
 * Runs `work` once for every part of the table that we can see at a time: at once for who may bypass row-level
 * security, else desk by desk, as the system. Must run inside a transaction.
 */
export async function* passes(client: pg.ClientBase, table: SeenTable): AsyncGenerator<void> {
  if (!table.isGuarded) {
    yield;
    return;
  }
  const { rows } = await client.query<{ id: string }>("select id from desk order by id");
  for (const { id } of rows) {
    await client.query(
      "select set_config('app.desk', $1, true), set_config('app.roles', 'system', true)",
      [id],
    );
    yield;
  }
}
