import { spawn } from "node:child_process";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import { prepareDatabase } from "#store/prepare.ts";
import { makeFolder } from "./folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URLs without a database name: append one. `admin` is not bound by row-level security. */
    postgres: { readonly admin: string; readonly app: string; readonly template: string };
  }
}

const TEMPLATE = "assay_template";

/**
 * Its input closes with our death, however we die (`kill -9` too); then it stops Postgres and removes the folder.
 * Nothing in there is worth keeping.
 */
const WATCHDOG = `read -r _
pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
n=0; while [ -e "$1/postgres/postmaster.pid" ] && [ $n -lt 50 ]; do n=$((n+1)); sleep 0.1; done
rm -rf "$1"`;

function watchOver(folder: string): () => void {
  const dog = spawn("/bin/sh", ["-c", WATCHDOG, "sh", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
  });
  dog.unref();
  (dog.stdin as unknown as { unref?: () => void }).unref?.();
  return () => dog.stdin.end();
}

async function migrateTemplate(postgres: EmbeddedPostgres): Promise<void> {
  const admin = new pg.Client({ connectionString: postgres.url("assay_admin", "postgres") });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE} owner assay_owner`);
  await admin.end();
  await prepareDatabase(postgres.url("assay_owner", TEMPLATE));
}

let release: (() => void) | undefined;
let running: EmbeddedPostgres | undefined;

/** One Postgres for the whole test run, without fsync, and one migrated database to copy from. */
export async function setup(project: TestProject): Promise<void> {
  const folder = makeFolder("assay-test-");
  release = watchOver(folder);
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
  release?.();
}
