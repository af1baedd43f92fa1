import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import { type Db, openDatabase, withSystem } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import { migrate } from "#store/migrate.ts";
import { takeInventory } from "#store/system/inventory.ts";
import { makeFolder } from "../../testing/folder.ts";
import { deskWithLedger } from "../../testing/ledger.ts";
import { someEntries } from "../../testing/logFolder.ts";
import { sequenceEntries } from "../ledger/sequenceEntries.ts";
import { backup } from "./backup.ts";
import type { Installation } from "./installation.ts";
import { restore } from "./restore.ts";

let root: string;
let installation: Installation & { postgres: EmbeddedPostgres };
let db: Db;
let admin: Db;
let desk: Awaited<ReturnType<typeof deskWithLedger>>;

beforeAll(async () => {
  root = makeFolder("assay backup ");
  const dataDir = join(root, "data");
  const postgres = await openPostgres({ dataDir, durable: false });
  await migrate(postgres.url("assay_owner"));
  db = openDatabase(postgres.url("assay_app"));
  admin = openDatabase(postgres.url("assay_admin"));
  desk = await deskWithLedger(db, admin);
  const ownerUrl = postgres.url("assay_admin");
  installation = { dataDir, postgres, ownerUrl, version: "0.1.0", now: () => new Date() };
  mkdirSync(join(dataDir, "keys"), { mode: 0o700 });
  writeFileSync(join(dataDir, "keys", "ledger.pem"), "a private key", { mode: 0o600 });
  mkdirSync(join(dataDir, "files", "ab"), { recursive: true });
  writeFileSync(join(dataDir, "files", "ab", "proof"), Buffer.alloc(100_000, 7));
  writeFileSync(join(dataDir, "files", "half.tmp-1"), "being written");
  await append(300);
});
afterAll(async () => {
  await db.destroy();
  await admin.destroy();
  await installation.postgres.close();
  rmSync(root, { recursive: true, force: true });
});

async function append(count: number): Promise<void> {
  await withSystem(db, desk.deskId, (tx) => appendEntries(tx, desk.deskId, someEntries(count)));
  await sequenceEntries(desk.deps, desk.deskId);
}

async function makeBackup(name: string, rows = false) {
  const target = join(root, name);
  const made = await backup(installation, { target, rows });
  if (!made.ok) throw new Error(made.refusal.detail);
  return { target, manifest: made.value };
}

/** What a server started on the restored folder holds. */
async function inventoryOf(dataDir: string) {
  const postgres = await openPostgres({ dataDir });
  try {
    return await takeInventory(postgres.url("assay_admin"));
  } finally {
    await postgres.close();
  }
}

describe("a backup", () => {
  test("taken while findings come in restores to the same counts and the same ledger root", async () => {
    let isDone = false;
    const work = (async () => {
      while (!isDone) await append(50);
    })();
    const { target, manifest } = await makeBackup("online");
    isDone = true;
    await work;

    const dataDir = join(root, "restored");
    expect(await restore({ from: target, dataDir, databaseUrl: null })).toMatchObject({ ok: true });
    const restored = await inventoryOf(dataDir);
    expect(restored.counts).toEqual(manifest.counts);
    expect(restored.ledgers).toEqual(manifest.ledgers);
    expect(restored.counts.ledger_entry).toBeGreaterThanOrEqual(300);

    const [head] = restored.ledgers;
    const original = await admin
      .selectFrom("ledger_checkpoint")
      .select("root")
      .where("size", "=", head?.size ?? 0)
      .executeTakeFirstOrThrow();
    expect(original.root.toString("hex")).toBe(head?.root);
  });

  test("holds files and keys with their modes, and nothing that was half written", async () => {
    const dataDir = join(root, "restored");
    expect(readFileSync(join(dataDir, "keys", "ledger.pem"), "utf8")).toBe("a private key");
    expect(statSync(join(dataDir, "keys", "ledger.pem")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, "files", "ab", "proof")).size).toBe(100_000);
    expect(readdirSync(join(dataDir, "files"))).toEqual(["ab"]);
    expect(readdirSync(dataDir).sort()).toEqual(["files", "keys", "postgres", "postgres.log"]);
    expect(statSync(join(root, "online")).mode & 0o777).toBe(0o700);
  });

  test("of rows restores into the embedded server, and the ledger goes on from there", async () => {
    const { target, manifest } = await makeBackup("rows", true);
    const dataDir = join(root, "from rows");
    expect(await restore({ from: target, dataDir, databaseUrl: null })).toMatchObject({ ok: true });
    const postgres = await openPostgres({ dataDir });
    const copy = openDatabase(postgres.url("assay_app"));
    try {
      const entries = someEntries(5);
      await withSystem(copy, desk.deskId, (tx) => appendEntries(tx, desk.deskId, entries));
      const head = await sequenceEntries({ ...desk.deps, db: copy }, desk.deskId);
      expect(head.size).toBe((manifest.ledgers[0]?.size ?? 0) + 5);
    } finally {
      await copy.destroy();
      await postgres.close();
    }
  });

  test("of rows restores into another Postgres, whose owner is bound by row-level security", async () => {
    await sql`create database elsewhere owner assay_owner`.execute(admin);
    const databaseUrl = installation.postgres.url("assay_owner", "elsewhere");
    const from = join(root, "rows");
    const dataDir = join(root, "beside elsewhere");
    expect(await restore({ from, dataDir, databaseUrl })).toMatchObject({ ok: true });

    const again = { ...installation, postgres: null, ownerUrl: databaseUrl };
    const made = await backup(again, { target: join(root, "rows again") });
    const first = JSON.parse(readFileSync(join(from, "manifest.json"), "utf8"));
    expect(made).toMatchObject({ value: { counts: first.counts, ledgers: first.ledgers } });

    const refused = await restore({ from, dataDir: join(root, "twice"), databaseUrl });
    expect(refused).toMatchObject({ refusal: { code: "restore/not-empty" } });
    const files = await restore({
      from: join(root, "online"),
      dataDir: join(root, "t"),
      databaseUrl,
    });
    expect(files).toMatchObject({ refusal: { code: "restore/needs-embedded" } });
  });

  test("is refused when a byte of it was changed, a file is missing, or one was added", async () => {
    const { target } = await makeBackup("damaged");
    const tryIt = async () => {
      const result = await restore({
        from: target,
        dataDir: join(root, "never"),
        databaseUrl: null,
      });
      return result.ok ? [] : result.refusal.problems?.map(({ rule, pointer }) => [rule, pointer]);
    };
    const proof = join(target, "data", "files", "ab", "proof");
    const bytes = readFileSync(proof);
    bytes[70_000] = 8;
    writeFileSync(proof, bytes);
    writeFileSync(join(target, "postgres", "intruder"), "x");
    rmSync(join(target, "data", "keys", "ledger.pem"));
    expect(await tryIt()).toEqual([
      ["backup/changed", "/data/files/ab/proof"],
      ["backup/missing", "/data/keys/ledger.pem"],
      ["backup/unknown", "/postgres/intruder"],
    ]);
    appendFileSync(join(target, "SHA256SUMS"), "x\n");
    expect(await tryIt()).toEqual([["backup/list", "/SHA256SUMS"]]);
    expect(readdirSync(root)).not.toContain("never");
  });

  test("overwrites nothing, and neither does a restore", async () => {
    const target = join(root, "online");
    const inside = join(installation.dataDir, "backup");
    expect(await backup(installation, { target })).toMatchObject({
      refusal: { code: "backup/exists" },
    });
    expect(await backup(installation, { target: inside })).toMatchObject({
      refusal: { code: "backup/inside" },
    });
    const { dataDir } = installation;
    expect(await restore({ from: target, dataDir, databaseUrl: null })).toMatchObject({
      refusal: { code: "restore/not-empty" },
    });
    expect(await restore({ from: root, dataDir: inside, databaseUrl: null })).toMatchObject({
      refusal: { code: "restore/no-backup" },
    });
  });

  test("leaves nothing behind when it fails", async () => {
    const broken = { ...installation, postgres: null, ownerUrl: "postgres://127.0.0.1:1/none" };
    await expect(backup(broken, { target: join(root, "failed") })).rejects.toThrow("ECONNREFUSED");
    expect(readdirSync(root).filter((name) => name.startsWith("failed"))).toEqual([]);
  });
});
