import pg from "pg";
import type { TestProject } from "vitest/node";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import { prepareDatabase } from "#store/prepare.ts";
import { makeFolder } from "./folder.ts";
import { type Watchdog, watchOver } from "./watchdog.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URLs without a database name: append one. `admin` is not bound by row-level security. */
    postgres: { readonly admin: string; readonly app: string; readonly template: string };
  }
}

const TEMPLATE = "assay_template";

async function migrateTemplate(postgres: EmbeddedPostgres): Promise<void> {
  const admin = new pg.Client({ connectionString: postgres.url("assay_admin", "postgres") });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE} owner assay_owner`);
  await admin.end();
  await prepareDatabase(postgres.url("assay_owner", TEMPLATE));
}

let watchdog: Watchdog | undefined;
let running: EmbeddedPostgres | undefined;

/** One Postgres for the whole test run, without fsync, and one migrated database to copy from. */
export async function setup(project: TestProject): Promise<void> {
  const folder = makeFolder("assay-test-");
  watchdog = watchOver(folder);
  running = await openPostgres({ dataDir: folder, durable: false });
  await migrateTemplate(running);
  project.provide("postgres", {
    admin: running.url("assay_admin", ""),
    app: running.url("assay_app", ""),
    template: TEMPLATE,
  });
}

export async function teardown(): Promise<void> {
  await running?.close();
  watchdog?.release();
}
