import { CompiledQuery, sql } from "kysely";
import { PgBoss } from "pg-boss";
import type { Tx } from "../database.ts";

/** Work that is done outside of any request. Each is safe to run twice and to run too often. */
export const JOBS = [
  "deliver-outbox",
  "publish-advisories",
  "watch-clocks",
  "lapse-windows",
  "sweep-uploads",
  "expire-escalations",
  "fill-passages",
] as const;
export type JobName = (typeof JOBS)[number];

export type Jobs = {
  /** Asks, in the transaction that gives the reason, for the job to run once it has committed. */
  readonly wake: (tx: Tx, name: JobName, deskId: string) => Promise<void>;
  readonly work: (name: JobName, run: (deskId: string) => Promise<void>) => Promise<void>;
  /** Runs the job for a desk at the times a cron line says, too. */
  readonly schedule: (name: JobName, cron: string, deskId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Payload = { readonly deskId: string };
const SCHEMA = "pgboss";
/** A notice that comes while a job is held back, or before its worker listens, finds nothing: it looks by itself, too. */
const LOOKS = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };

/**
 * Keeps the job that waits from beginning before this transaction has ended: it would not see what it was woken for.
 * Shared, so that those who wake it do not wait for each other; false where none waits any more.
 */
async function holdBack(tx: Tx, name: JobName, deskId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(`${SCHEMA}.job`)}
    where name = ${name} and singleton_key = ${deskId} and state = 'created' for key share`.execute(
    tx,
  );
  return rows.length > 0;
}

/** pg-boss in the schema of its own that the migrations made for the app's role. */
export async function startJobs(
  connectionString: string,
  onError: (error: Error) => void,
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString,
    schema: SCHEMA,
    createSchema: false,
    max: 4,
    application_name: "assay jobs",
    useListenNotify: true,
  });
  boss.on("error", onError);
  await boss.start();
  for (const name of JOBS) {
    await boss.createQueue(name, {
      policy: "short",
      notify: true,
      retryLimit: 5,
      retryBackoff: true,
    });
  }
  return {
    wake: async (tx, name, deskId) => {
      const executeSql = async (text: string, values: unknown[] = []) => {
        const { rows } = await tx.executeQuery<Record<string, unknown>>(
          CompiledQuery.raw(text, values),
        );
        return { rows };
      };
      const once = { singletonKey: deskId, db: { executeSql } };
      // Either it is added, or one waits to begin; one that has begun meanwhile does neither, and may not have seen why.
      for (;;) {
        if (await boss.send(name, { deskId } satisfies Payload, once)) return;
        if (await holdBack(tx, name, deskId)) return;
      }
    },
    work: async (name, run) => {
      await boss.work<Payload>(name, LOOKS, async (jobs) => {
        for (const job of jobs) await run(job.data.deskId);
      });
    },
    schedule: async (name, cron, deskId) => {
      await boss.schedule(name, cron, { deskId } satisfies Payload, { key: deskId });
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
