import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFindings } from "../bench/findings.ts";
import { openPostgres } from "../src/outside/postgres/embedded.ts";
import { openDatabase } from "../src/store/database.ts";
import { takeInventory } from "../src/store/system/inventory.ts";
import { makeFolder } from "../src/testing/folder.ts";
import { sendBatch } from "../src/testing/sendBatch.ts";
import { assay } from "./support/command.ts";
import { makeInstallation, type RunningServer, startServer } from "./support/server.ts";

const LINES = 1_500;
/** Every so many lines one that is too large for a row and goes to a file of its own. */
const LARGE_EVERY = 100;
/** Sent when the backup is there. */
const AFTERWARDS = 200;

let folder: string;
let server: RunningServer;
let finder: string;
beforeAll(async () => {
  folder = makeFolder("assay-backup-");
  server = await startServer({ args: ["--log-level", "warn"] });
  finder = await server.token("finder");
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps a sending under way for as long as `work` lasts: slow meanwhile, and never at its end before it. */
async function* during(work: () => Promise<unknown> | undefined): AsyncGenerator<Uint8Array> {
  let [sent, isOver] = [0, false];
  for (const line of lines()) {
    yield line;
    sent += 1;
    const waited = isOver ? undefined : work();
    if (waited === undefined) continue;
    const over = waited.then(() => {
      isOver = true;
    });
    await (sent < LINES - AFTERWARDS ? Promise.race([over, sleep(10)]) : over);
  }
}

function* lines(): Generator<Uint8Array> {
  let n = 0;
  for (const finding of generateFindings(5, LINES)) {
    n += 1;
    const log = n % LARGE_EVERY === 0 ? { "x-log": `${n} `.repeat(60_000) } : {};
    yield Buffer.from(`${JSON.stringify({ ...finding, ...log })}\n`);
  }
}

type Manifest = Awaited<ReturnType<typeof takeInventory>>;

/** What the database of a stopped installation holds, and which large reports it names. */
async function lookInto(dataDir: string) {
  const postgres = await openPostgres({ dataDir });
  const db = openDatabase(postgres.url("assay_admin"), { max: 1 });
  try {
    const { rows } = await sql<{ sha256: string }>`
      select encode(sha256, 'hex') as sha256 from report where bytes is null`.execute(db);
    const head = await sql<{ note: string }>`
      select note from ledger_checkpoint order by size desc limit 1`.execute(db);
    const inventory: Manifest = await takeInventory(postgres.url("assay_admin"));
    return {
      inventory,
      files: rows.map(({ sha256 }) => sha256),
      checkpoint: head.rows[0]?.note ?? "",
    };
  } finally {
    await db.destroy();
    await postgres.close();
  }
}

let exports = 0;
async function exportLedger(dataDir: string) {
  exports += 1;
  const to = join(folder, `ledger ${exports}`);
  const done = await assay(["ledger", "export", "--to", to, "--data", dataDir, "--json"]);
  expect(done).toMatchObject({ status: 0 });
  return { to, ...(JSON.parse(done.out) as { size: number; vkey: string }) };
}

describe("a backup while a batch comes in", () => {
  const target = () => join(folder, "backup");
  const restored = () => join(folder, "restored");
  /** The signed head of the ledger, as it was backed up. */
  const kept = () => join(folder, "checkpoint");
  let manifest: Manifest;

  test("is made while lines are answered", async () => {
    let backup: ReturnType<typeof assay> | undefined;
    let [answered, atStart, atEnd] = [0, 0, 0];
    const outcome = await sendBatch({
      url: server.url,
      token: finder,
      key: "backed up",
      body: during(() => backup),
      onAnswer: () => {
        answered += 1;
        if (answered !== 250) return;
        atStart = answered;
        backup = assay(["backup", target(), "--data", server.dataDir, "--json"]);
        void backup.then(() => {
          atEnd = answered;
        });
      },
    });
    expect(outcome.complete).toBe(true);
    const done = await backup;
    expect(done).toMatchObject({ status: 0, err: "" });
    manifest = JSON.parse(done?.out ?? "{}");
    expect(atEnd).toBeGreaterThan(atStart);
    expect(manifest.counts.report).toBeGreaterThanOrEqual(250);
    expect(manifest.counts.report).toBeLessThan(LINES);
    expect(manifest.counts.finding).toBe(manifest.counts.report);
  });

  test("restores into an empty folder to the counts and the ledger's root of its moment", async () => {
    const done = await assay(["restore", target(), "--data", restored(), "--json"]);
    expect(done).toMatchObject({ status: 0, err: "" });
    const { inventory, files, checkpoint } = await lookInto(restored());
    writeFileSync(kept(), checkpoint);
    expect(inventory.counts).toEqual(manifest.counts);
    expect(inventory.ledgers).toEqual(manifest.ledgers);
    expect(inventory.ledgers[0]?.size).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect(existsSync(join(restored(), "files", name.slice(0, 2), name))).toBe(true);
  });

  test("is refused by a folder that holds anything, and leaves that alone", async () => {
    const done = await assay(["restore", target(), "--data", restored()]);
    expect(done.status).toBe(1);
    expect(done.err).toContain("is not empty");
    const again = await assay(["backup", target(), "--data", server.dataDir]);
    expect(again.status).toBe(1);
    expect(again.err).toContain("exists");
  });

  test("starts, verifies against the original's history, and takes the rest of the batch", async () => {
    const installation = { ...makeInstallation(), dataDir: restored() };
    const copy = await startServer({ installation, args: ["--log-level", "warn"] });
    try {
      // Both go on from what was backed up: nothing of it is lost, and nothing is otherwise.
      for (const dataDir of [server.dataDir, restored()]) {
        const { to, vkey, size } = await exportLedger(dataDir);
        expect(size).toBeGreaterThanOrEqual(manifest.ledgers[0]?.size ?? 0);
        const args = ["verify", to, "--key", vkey, "--since", kept(), "--json"];
        const verified = JSON.parse((await assay(args)).out);
        expect(verified).toMatchObject({ sound: true, size, since: manifest.ledgers[0]?.size });
      }
      const again = await sendBatch({
        url: copy.url,
        token: finder,
        key: "backed up",
        body: lines(),
      });
      expect(again.complete).toBe(true);
      const known = again.answers.filter(({ status }) => status === "known").length;
      expect(known).toBe(manifest.counts.report);
      expect(again.answers.filter(({ status }) => status === "stored").length).toBe(LINES - known);
      const headers = { authorization: `Bearer ${finder}` };
      const counts = await (await fetch(`${copy.url}/api/counts`, { headers })).json();
      expect(counts).toMatchObject({ reports: LINES, findings: LINES });
    } finally {
      await copy.stop();
      installation.remove();
    }
  });

  test("leaves nothing beside it", () => {
    expect(readdirSync(folder).filter((name) => name.includes(".tmp"))).toEqual([]);
  });
});
