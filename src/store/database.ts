import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { Asker } from "#core/access/asker.ts";
import type { Role } from "#core/access/role.ts";
import { connectPatiently } from "./outage.ts";
import type { Tables } from "./tables.gen.ts";

export type Db = Kysely<Tables>;

/** Asking for a Tx, not a Db, is how a function says "I must run inside a transaction". */
export type Tx = Transaction<Tables>;

export type DatabaseOptions = {
  /** Most connections at a time; 20 unless told. The embedded server gives 60 to all pools together. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** A connection broke; the pool replaces it by itself. */
  readonly onLost?: (error: Error) => void;
  /** How long a request waits for a server that restarts; 15,000 ms unless told. */
  readonly patienceMs?: number;
};

function toSafeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${text} does not fit a number`);
  return number;
}

/** `{1,NULL,3}` */
const toSafeNumbers = (text: string): (number | null)[] =>
  text === "{}"
    ? []
    : text
        .slice(1, -1)
        .split(",")
        .map((item) => (item === "NULL" ? null : toSafeNumber(item)));

/** The one place where a Postgres type becomes a JavaScript one against pg's default. */
export function columnTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(20, toSafeNumber); // int8
  types.setTypeParser(1016, toSafeNumbers); // int8[]
  types.setTypeParser(1082, (text: string) => text); // date: a day is not an instant
  return types;
}

/** What every connection of ours is opened with. */
export function poolConfig(url: string, options: DatabaseOptions = {}): pg.PoolConfig {
  return {
    connectionString: url,
    max: options.max ?? 20,
    application_name: options.name ?? "assay",
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    types: columnTypes(),
  };
}

/** Connects lazily. `destroy()` it to let the process end. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Db {
  const pool = new pg.Pool(poolConfig(url, options));
  const onLost = (error: Error) => options.onLost?.(error);
  pool.on("error", onLost); // a connection nobody was using
  pool.on("connect", (client) => client.on("error", onLost)); // one that is in use: unheard, it would end the process
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        options: pool.options,
        connect: () => connectPatiently(pool, options.patienceMs ?? 15_000),
        end: () => pool.end(),
      },
    }),
  });
}

/** `system`: jobs and doors acting for nobody in particular; sees the whole desk. Never from a request's own words. */
export type Acting = Pick<Asker, "deskId" | "personId" | "partyId" | "onlyCaseId"> & {
  readonly roles: readonly (Role | "system")[];
};

/**
 * A transaction in which row-level security sees who asks. Settings are local to it:
 * a pooled connection carries nothing over to the next asker.
 */
export async function withAsker<T>(
  db: Db,
  asker: Acting,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    await actAs(tx, asker);
    return await work(tx);
  });
}

/** A transaction in which the desk acts by itself. */
export const withSystem = <T>(db: Db, deskId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withAsker(db, systemOf(deskId), work);

export const systemOf = (deskId: string): Acting => ({
  deskId,
  personId: null,
  partyId: null,
  onlyCaseId: null,
  roles: ["system"],
});

/** Sets the asker for the rest of the transaction. */
export async function actAs(tx: Tx, asker: Acting): Promise<void> {
  await sql`select
    set_config('app.desk', ${asker.deskId}, true),
    set_config('app.person', ${asker.personId ?? ""}, true),
    set_config('app.party', ${asker.partyId ?? ""}, true),
    set_config('app.roles', ${asker.roles.join(",")}, true),
    set_config('app.only_case', ${asker.onlyCaseId ?? ""}, true)`.execute(tx);
}

/**
 * Bookkeeping of a decision that the asker was allowed to make: the rows it touches need not all be the asker's to
 * see. The asker's own view returns with the end of the work.
 */
export async function asDesk<T>(tx: Tx, asker: Acting, work: () => Promise<T>): Promise<T> {
  await actAs(tx, systemOf(asker.deskId));
  const done = await work();
  await actAs(tx, asker);
  return done;
}
