import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { writeChecksums } from "#outside/backup/checksums.ts";
import { copyCluster } from "#outside/backup/copyCluster.ts";
import { copyTree } from "#outside/backup/copyTree.ts";
import { type Manifest, writeManifest } from "#outside/backup/manifest.ts";
import { writeRowFile, writeTableList } from "#outside/backup/rowFiles.ts";
import { canEnter } from "#outside/postgres/account.ts";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import {
  type Inventory,
  inSnapshot,
  readInventory,
  takeInventory,
} from "#store/system/inventory.ts";
import { findTables } from "#store/system/passage.ts";
import { readRows, readSequences } from "#store/system/rows.ts";
import { type Installation, isNotBackedUp } from "./installation.ts";

export type BackupRefusal = Refusal<"backup/exists" | "backup/inside">;

/** `rows` makes a backup that another version of Postgres, or another Postgres altogether, can read. */
export type BackupOptions = { readonly target: string; readonly rows?: boolean };

/**
 * Beside the target; but where the database's user cannot go (somebody's closed home), in a place of its own,
 * since the copy is started once before it is believed.
 */
function stagePath(target: string, postgres: EmbeddedPostgres | null): string {
  const account = postgres?.cluster.account;
  const beside = `${target}.tmp-${process.pid}`;
  if (!account || canEnter(account, dirname(target))) return beside;
  return join("/var/lib/assay", `backup-${randomBytes(8).toString("hex")}.tmp`);
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyTree(from, to);
    await rm(from, { recursive: true });
  }
}

/**
 * The cluster's files, copied while the server works. The copy is started, recovers, is counted, and is stopped:
 * what the manifest says of it has been seen in it, and a copy that does not start is no backup.
 */
async function stageCluster(postgres: EmbeddedPostgres, stage: string): Promise<Inventory> {
  await copyCluster(
    postgres.url("assay_admin", "postgres"),
    postgres.cluster.folder,
    join(stage, "postgres"),
  );
  const copy = await openPostgres({ dataDir: stage });
  try {
    return await takeInventory(copy.url("assay_admin"));
  } finally {
    await copy.close();
    await rm(copy.cluster.logFile, { force: true });
  }
}

/** Every table and the counts of the same moment. */
async function stageRows(url: string, stage: string): Promise<Inventory> {
  return await inSnapshot(url, async (client) => {
    const inventory = await readInventory(client);
    const tables = await findTables(client);
    for (const table of tables) await writeRowFile(stage, table.name, readRows(client, table));
    const sequences = await readSequences(client);
    const written = tables.map(({ name, columns }) => ({ name, columns }));
    await writeTableList(stage, { tables: written, sequences });
    return inventory;
  });
}

async function fill(installation: Installation, stage: string, rows: boolean): Promise<Manifest> {
  const { postgres, ownerUrl, dataDir, version, now } = installation;
  const at = now().toISOString();
  const inventory =
    postgres && !rows ? await stageCluster(postgres, stage) : await stageRows(ownerUrl, stage);
  // After the database: a file is on disk before the row that names it is committed.
  await copyTree(dataDir, join(stage, "data"), isNotBackedUp);
  const kind = postgres && !rows ? "cluster" : "rows";
  const checksums = await writeChecksums(stage);
  return { format: "assay-backup-1", kind, at, assay: version, ...inventory, checksums };
}

/**
 * Writes a folder from which `restore` makes the same installation: database, files, keys. The server may be at work
 * meanwhile. The folder appears under its name only when it is whole. It holds private keys: keep it as safe as them.
 */
export async function backup(
  installation: Installation,
  options: BackupOptions,
): Promise<Result<Manifest, BackupRefusal>> {
  const target = resolve(options.target);
  if (existsSync(target)) {
    return refuse("backup/exists", `${target} exists. Name a folder that does not.`);
  }
  if (`${target}/`.startsWith(`${resolve(installation.dataDir)}/`)) {
    return refuse("backup/inside", "A backup inside the data folder would be lost with it.");
  }
  await mkdir(dirname(target), { recursive: true });
  const stage = stagePath(target, installation.postgres);
  await mkdir(stage, { recursive: true });
  await chmod(stage, process.getuid?.() === 0 ? 0o711 : 0o700);
  try {
    const manifest = await fill(installation, stage, options.rows ?? false);
    await writeManifest(stage, manifest);
    await chmod(stage, 0o700);
    await move(stage, target);
    return ok(manifest);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
