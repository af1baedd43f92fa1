import { join, resolve } from "node:path";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { writeChecksums } from "#outside/backup/checksums.ts";
import { copyCluster } from "#outside/backup/copyCluster.ts";
import { copyTree } from "#outside/backup/copyTree.ts";
import { type Manifest, writeManifest } from "#outside/backup/manifest.ts";
import { writeRowFile, writeTableList } from "#outside/backup/rowFiles.ts";
import { openStage } from "#outside/backup/stage.ts";
import { tryCluster } from "#outside/backup/tryCluster.ts";
import type { EmbeddedPostgres } from "#outside/postgres/embedded.ts";
import { isThere } from "#outside/publish/atomicFile.ts";
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
 * The cluster's files, copied while the server works. The copy is started, recovers, is counted, and is stopped:
 * what the manifest says of it has been seen in it, and a copy that does not start is no backup.
 */
async function stageCluster(postgres: EmbeddedPostgres, stage: string): Promise<Inventory> {
  await copyCluster(
    postgres.url("assay_admin", "postgres"),
    postgres.cluster.folder,
    join(stage, "postgres"),
  );
  return await tryCluster(stage, takeInventory);
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
  if (await isThere(target)) {
    return refuse("backup/exists", `${target} exists. Name a folder that does not.`);
  }
  if (`${target}/`.startsWith(`${resolve(installation.dataDir)}/`)) {
    return refuse("backup/inside", "A backup inside the data folder would be lost with it.");
  }
  const stage = await openStage(target, installation.postgres?.cluster.account);
  try {
    const manifest = await fill(installation, stage.folder, options.rows ?? false);
    await writeManifest(stage.folder, manifest);
    await stage.finish();
    return ok(manifest);
  } finally {
    await stage.drop();
  }
}
