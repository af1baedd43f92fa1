import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, openPostgres } from "./embedded.ts";
import { readPostmaster } from "./postmaster.ts";

let dataDir: string;
let opened: EmbeddedPostgres[];

beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), "assay data "));
  chmodSync(parent, 0o755);
  dataDir = join(parent, "of the desk");
  opened = [];
});
afterEach(async () => {
  for (const postgres of opened) await postgres.close();
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
});

async function open(): Promise<EmbeddedPostgres> {
  const postgres = await openPostgres({ dataDir });
  opened.push(postgres);
  return postgres;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (postgres: EmbeddedPostgres) => readPostmaster(postgres.cluster.folder)?.pid ?? 0;

/** Another process which opens the same data folder and says its port. */
async function openElsewhere() {
  const module = new URL("./embedded.ts", import.meta.url).href;
  const code = `const { openPostgres } = await import(${JSON.stringify(module)});
    const p = await openPostgres({ dataDir: process.argv[1] });
    process.stdout.write(p.url("assay_app") + "\\n");
    process.stdin.resume().on("end", () => p.close());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code, dataDir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  return { child, url: String(said).trim() };
}

describe("the embedded Postgres", () => {
  test("keeps what is acknowledged, listens on the loopback alone, lets nobody in without a password", async () => {
    const postgres = await open();
    const url = postgres.url("assay_admin");
    expect(
      await query(
        url,
        `select name, setting from pg_settings where name in
         ('fsync', 'synchronous_commit', 'listen_addresses', 'autovacuum', 'wal_level') order by name`,
      ),
    ).toEqual([
      { name: "autovacuum", setting: "on" },
      { name: "fsync", setting: "on" },
      { name: "listen_addresses", setting: "127.0.0.1" },
      { name: "synchronous_commit", setting: "on" },
      { name: "wal_level", setting: "replica" },
    ]);
    const wrong = url.replace(/:[^:@]*@/, ":guess@");
    await expect(query(wrong, "select 1")).rejects.toThrow(/password authentication failed/);
  });

  test("gives the owner's role the schema and the server's role nothing", async () => {
    const postgres = await open();
    const create = "create table t (a int)";
    await expect(query(postgres.url("assay_app"), create)).rejects.toThrow(/permission denied/);
    await query(postgres.url("assay_owner"), create);
  });

  test("is joined by a second process and stopped by the last one to leave", async () => {
    const postgres = await open();
    const other = await openElsewhere();
    expect(other.url).toBe(postgres.url("assay_app"));
    await postgres.close();
    expect(await query(other.url, "select 1 as one")).toEqual([{ one: 1 }]);
    other.child.stdin.end();
    await once(other.child, "exit");
    expect(readPostmaster(postgres.cluster.folder)).toBeUndefined();
  });

  test("is made once when two processes start on an empty folder together", async () => {
    const [one, two] = await Promise.all([openElsewhere(), openElsewhere()]);
    expect(one.url).toBe(two.url);
    for (const { child } of [one, two]) child.stdin.end();
    await Promise.all([once(one.child, "exit"), once(two.child, "exit")]);
    expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log"]);
  });

  test("outlives a killed server and is adopted by the next one", async () => {
    const killed = await openElsewhere();
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    const postgres = await open();
    expect(postgres.url("assay_app")).toBe(killed.url);
    await postgres.close();
    expect(readPostmaster(postgres.cluster.folder)).toBeUndefined();
  });

  test("comes back where it was, with its rows, when it is killed itself", async () => {
    const postgres = await open();
    const url = postgres.url("assay_owner");
    await query(url, "create table t (a int); insert into t values (7)");
    const pool = new pg.Pool({ connectionString: url });
    pool.on("error", () => {});
    await pool.query("select 1");
    const before = pidOf(postgres);
    process.kill(before, "SIGKILL");
    const rows = async () => {
      const found = await pool.query("select a from t").catch(() => undefined);
      return pidOf(postgres) === before ? "not yet" : found?.rows;
    };
    await expect.poll(rows, { timeout: 20_000 }).toEqual([{ a: 7 }]);
    expect(postgres.url("assay_owner")).toBe(url);
    await pool.end();
  });

  test("starts although postmaster.pid names a process that is now somebody else's", async () => {
    const first = await open();
    await first.close();
    const folder = first.cluster.folder;
    const stale = `${process.ppid}\n${folder}\n1\n54321\n\n127.0.0.1\n   1234    5678\nready   \n`;
    writeFileSync(join(folder, "postmaster.pid"), stale);
    const second = await open();
    expect(await query(second.url("assay_app"), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("touches nothing in a folder that has files but no PG_VERSION", async () => {
    mkdirSync(join(dataDir, "postgres"), { recursive: true });
    writeFileSync(join(dataDir, "postgres", "precious"), "x");
    await expect(open()).rejects.toThrow(/not a Postgres cluster.*Nothing was touched/s);
    expect(readFileSync(join(dataDir, "postgres", "precious"), "utf8")).toBe("x");
  });

  test("works in a folder that the database's own user may not enter", async () => {
    mkdirSync(dataDir);
    chmodSync(join(dataDir, ".."), 0o700);
    const postgres = await open();
    expect(await query(postgres.url("assay_app"), "select 1 as one")).toEqual([{ one: 1 }]);
    const isElsewhere = existsSync(join(dataDir, "postgres.at"));
    expect(isElsewhere).toBe(process.getuid?.() === 0);
    await postgres.close();
    expect((await open()).cluster.folder).toBe(postgres.cluster.folder);
    if (isElsewhere) {
      await opened.at(-1)?.close();
      for (const path of [postgres.cluster.folder, postgres.cluster.logFile]) {
        rmSync(path, { recursive: true, force: true });
      }
    }
  });
});
