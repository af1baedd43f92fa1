import pg from "pg";
import { type MigrateOptions, migrate } from "./migrate.ts";

/** The role that requests are served as: owns nothing and obeys row-level security. */
const APP_ROLE = "assay_app";
/** Where the job queue keeps its own tables, which it makes itself, as the app's role. */
const JOB_SCHEMA = "pgboss";

export type Prepared = {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
  /** The same database as the app's role; for requests and for jobs. */
  readonly appUrl: string;
};

/** Whoever connects with it is the app's role from the first statement on. */
function toAppUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set("options", `-c role=${APP_ROLE}`);
  return url.href;
}

const userOf = async (client: pg.Client): Promise<string> =>
  (await client.query<{ user: string }>("select current_user as user")).rows[0]?.user ?? "";

const mayActAsApp = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce((select pg_has_role(oid, case when current_setting('server_version_num')::int >= 160000
       then 'set' else 'member' end) from pg_roles where rolname = $1), false) as may`,
    [APP_ROLE],
  );
  return rows[0]?.may === true;
};

/** Denied or already there: what counts is asked afterwards. */
const tryQuery = async (client: pg.Client, sql: string): Promise<void> => {
  await client.query(sql).catch((error: { code?: string }) => {
    if (error.code !== "42501" && error.code !== "42710") throw error;
  });
};

async function ensureRole(client: pg.Client): Promise<void> {
  if (await mayActAsApp(client)) return;
  const user = pg.escapeIdentifier(await userOf(client));
  await tryQuery(client, `create role ${APP_ROLE}`);
  await tryQuery(client, `grant ${APP_ROLE} to ${user}`);
  if (await mayActAsApp(client)) return;
  throw new Error(
    `The user of DATABASE_URL may not create the role that Assay serves requests as. Let a superuser run, once: create role ${APP_ROLE}; grant ${APP_ROLE} to ${user};`,
  );
}

/** Without the password; an attempt at several addresses of one name has a message for each and none of its own. */
function whyUnreachable(ownerUrl: string, error: unknown): string {
  const { hostname, port, pathname } = new URL(ownerUrl);
  const { code, message } = error as Error & { code?: string };
  const why = message || code || "it hung up";
  return `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} does not let Assay in (${why}). Look at DATABASE_URL, and whether that Postgres runs.`;
}

/**
 * Role, job schema and migrations, as far as they are missing. `ownerUrl` is that of the database's owner, who may act
 * as the app's role afterwards.
 */
export async function prepareDatabase(
  ownerUrl: string,
  options: MigrateOptions = {},
): Promise<Prepared> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "assay migrate" });
  await client.connect().catch((error: unknown) => {
    throw new Error(whyUnreachable(ownerUrl, error), { cause: error });
  });
  try {
    await client.query("select pg_advisory_lock(hashtextextended('assay prepare', 0))");
    await ensureRole(client);
    const { rows } = await client.query("select to_regnamespace($1) as schema", [JOB_SCHEMA]);
    if (!rows[0]?.schema)
      await client.query(`create schema ${JOB_SCHEMA} authorization ${APP_ROLE}`);
  } finally {
    await client.end();
  }
  return { applied: await migrate(ownerUrl, options), appUrl: toAppUrl(ownerUrl) };
}
