import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ADMIN, type Cluster, openCluster } from "./cluster.ts";
import { ensureRunning, stopServer } from "./server.ts";

/** `assay_admin` is the superuser, `assay_owner` owns the schema, `assay_app` obeys row-level security. */
export type DatabaseRole = typeof ADMIN | "assay_owner" | "assay_app";

/** The embedded Postgres of a data folder, kept running until `close`. */
export type EmbeddedPostgres = {
  readonly cluster: Cluster;
  readonly url: (role: DatabaseRole, database?: string) => string;
  /** Stops Postgres, unless another process of this installation still uses it. */
  readonly close: () => Promise<void>;
};

export type PostgresOptions = {
  /** The folder of the installation (ASSAY_DATA); made when absent. */
  readonly dataDir: string;
  /** False switches fsync off; for tests. */
  readonly durable?: boolean;
  readonly log?: (message: string, detail?: Record<string, unknown>) => void;
};

const DATABASE = "assay";
/**
 * Every process that needs Postgres holds this lock, shared, on a connection of its own: the server's death
 * shows there at once, and ours releases it. Who can get it exclusively is the last to leave and stops the server.
 */
const KEEPER = "hashtextextended('assay keeper', 0)";
/** SQLSTATE classes of a server that is not ready yet: starting, stopping, recovering. */
const NOT_YET = /^(57P0|08)|ECONNREFUSED|ECONNRESET/;

export const codeOf = (error: unknown): string =>
  (error as { code?: string } | undefined)?.code ?? "";

function urlOf(cluster: Cluster, port: number, role: DatabaseRole, database: string): string {
  return `postgres://${role}:${cluster.passwordOf(role)}@127.0.0.1:${port}/${database}`;
}

type Kept = { readonly client: pg.Client; readonly port: number };

/** Starts or finds Postgres and connects; waits through crash recovery, however long it takes. */
async function keep(cluster: Cluster, lastPort?: number): Promise<Kept> {
  for (;;) {
    const port = await ensureRunning(cluster, lastPort);
    const client = new pg.Client({
      connectionString: urlOf(cluster, port, ADMIN, "postgres"),
      application_name: "assay keeper",
      keepAlive: true,
    });
    client.on("error", () => {}); // its "end" follows and is what we act on
    try {
      await client.connect();
      await client.query(`select pg_advisory_lock_shared(${KEEPER})`);
      return { client, port };
    } catch (error) {
      await client.end().catch(() => {});
      if (!NOT_YET.test(codeOf(error)) && !/terminated/.test(String(error))) throw error;
      await sleep(50);
    }
  }
}

/** Roles and database, where they are missing. The owner may act as the app, never the other way round. */
async function prepare(cluster: Cluster, client: pg.Client): Promise<void> {
  await client.query("select pg_advisory_lock(hashtextextended('assay prepare', 0))");
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rows.length === 0) await createDatabase(cluster, client);
  } finally {
    await client.query("select pg_advisory_unlock(hashtextextended('assay prepare', 0))");
  }
}

async function createDatabase(cluster: Cluster, client: pg.Client): Promise<void> {
  for (const role of ["assay_app", "assay_owner"] as const) {
    await client.query(
      `do $$ begin if not exists (select 1 from pg_roles where rolname = '${role}') then
         create role ${role} login nosuperuser nocreaterole nobypassrls password '${cluster.passwordOf(role)}';
       end if; end $$`,
    );
  }
  await client.query("grant assay_app to assay_owner");
  await client.query(`create database ${DATABASE} owner assay_owner`);
}

/** Of two that leave together exactly one gets the lock. */
async function isLast(client: pg.Client): Promise<boolean> {
  await client.query(`select pg_advisory_unlock_shared(${KEEPER})`);
  const { rows } = await client.query<{ alone: boolean }>(
    `select pg_try_advisory_lock(${KEEPER}) as alone`,
  );
  return rows[0]?.alone === true;
}

/**
 * Starts the embedded Postgres or joins the one that runs, and keeps it alive: when it dies the keeper's
 * connection breaks, and it is started again on the same port.
 */
export async function openPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const cluster = openCluster(options.dataDir, options.durable ?? true);
  let kept = await keep(cluster);
  await prepare(cluster, kept.client);
  let closing = false;
  let recovery: Promise<void> = Promise.resolve();

  const recover = async (): Promise<void> => {
    log("Postgres went away; starting it again");
    for (let pause = 100; !closing; pause = Math.min(pause * 2, 5_000)) {
      try {
        kept = await keep(cluster, kept.port);
        watch();
        log("Postgres is back", { port: kept.port });
        return;
      } catch (error) {
        log("Postgres does not come back yet", { error: String(error) });
        await sleep(pause);
      }
    }
  };
  const watch = (): void => {
    kept.client.once("end", () => {
      if (!closing) recovery = recover();
    });
  };
  watch();

  return {
    cluster,
    url: (role, database = DATABASE) => urlOf(cluster, kept.port, role, database),
    close: async () => {
      if (closing) return;
      closing = true;
      await recovery;
      const last = await isLast(kept.client).catch(() => false);
      if (last) await stopServer(cluster);
      await kept.client.end().catch(() => {});
    },
  };
}
