import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

/** One file `NNNN_name.sql`, run once, in the order of its number. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
};
type Applied = Pick<Migration, "number" | "name" | "sha256">;

/** The database and the files disagree; the message says how, and what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

const MIGRATIONS = new URL("./migrations/", import.meta.url);

export async function readMigrations(folder: URL = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const number = Number(/^(\d{4})_[a-z0-9_-]+\.sql$/.exec(name)?.[1]);
      if (!number) throw new MigrationError(`${name}: name it NNNN_what_it_does.sql`);
      const text = await readFile(new URL(name, folder), "utf8");
      const sha256 = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
      return { number, name, sha256, sql: text };
    }),
  );
  const twice = migrations.find((one, i) => migrations[i - 1]?.number === one.number);
  if (twice) throw new MigrationError(`${twice.name}: its number is used twice`);
  return migrations;
}

/** What is still to be applied, in order. Throws when history differs: migrations only ever go forward. */
export function decidePending(
  files: readonly Migration[],
  applied: readonly Applied[],
): Migration[] {
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const one of applied) {
    const file = byNumber.get(one.number);
    if (!file) {
      throw new MigrationError(
        `The database has ${one.name}, which this release does not know: it was written by a newer Assay. Start that one, or restore a backup made before it.`,
      );
    }
    if (file.sha256 !== one.sha256) {
      throw new MigrationError(
        `${file.name} was changed after it had been applied (sha256 ${one.sha256} then, ${file.sha256} now). Put the file back as it was and write the change as a new migration.`,
      );
    }
  }
  const last = Math.max(0, ...applied.map(({ number }) => number));
  const done = new Set(applied.map(({ number }) => number));
  const pending = files.filter(({ number }) => !done.has(number));
  const late = pending.find(({ number }) => number < last);
  if (late) {
    throw new MigrationError(
      `${late.name} comes before ${last}, which is already applied. Give it a number above ${last}.`,
    );
  }
  return pending;
}

const LOCK = "select pg_advisory_lock(hashtextextended('assay migrate', 0))";
const RECORD = `create schema if not exists platform;
create table if not exists platform.migration (
  number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`;

async function apply(client: pg.Client, { number, name, sha256, sql }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      "insert into platform.migration (number, name, sha256) values ($1, $2, $3)",
      [number, name, sha256],
    );
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => {});
    throw new MigrationError(`${name}: ${(cause as Error).message}`, { cause });
  }
}

export type MigrateOptions = {
  readonly folder?: URL;
  /** Name of the last one to apply; for data that is older than this release. */
  readonly until?: string | undefined;
};

/**
 * Brings the schema up to date and names what was applied. `ownerUrl` is that of the schema's owner.
 * Processes that start together wait for one another.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const files = await readMigrations(options.folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "assay migrate" });
  await client.connect();
  try {
    await client.query(LOCK);
    await client.query(RECORD);
    const { rows } = await client.query<Applied>(
      "select number, name, sha256 from platform.migration order by number",
    );
    const pending = decidePending(files, rows).filter(
      ({ name }) => options.until === undefined || name <= options.until,
    );
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Names of the migrations that are not applied yet; for readiness and `assay doctor`. Reads only. */
export async function findPending(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "assay migrate" });
  await client.connect();
  try {
    const known = await client.query("select to_regclass('platform.migration') as name");
    const { rows } = known.rows[0]?.name
      ? await client.query<Applied>("select number, name, sha256 from platform.migration")
      : { rows: [] };
    return decidePending(await readMigrations(), rows).map(({ name }) => name);
  } finally {
    await client.end();
  }
}
