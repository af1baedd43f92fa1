import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { copyTree, type Skip } from "./copyTree.ts";

/** Folders whose contents a restored server makes anew (Postgres manual, 25.3.4). */
const EMPTIED = [
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];
const LEFT_OUT = /^postmaster\.(pid|opts)|(^|\/)pgsql_tmp|(^|\/)pg_internal\.init$/;

const skip: Skip = (path) =>
  LEFT_OUT.test(path) ||
  path.startsWith("pg_wal/") ||
  EMPTIED.some((folder) => path.startsWith(`${folder}/`));

const SEGMENT = /^[0-9A-F]{24}$/;

type Stop = { readonly lsn: string; readonly labelfile: string; readonly spcmapfile: string };

/**
 * Copies the cluster of a running server, online, to an empty place: all files, then the write-ahead log from the
 * backup's start to its end. A server started on the copy recovers to the moment at which this began to return.
 * `adminUrl` must be that of a superuser on this machine.
 */
export async function copyCluster(
  adminUrl: string,
  cluster: string,
  target: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "assay backup" });
  await client.connect();
  try {
    // The slot, gone with this connection, keeps the log that the copy will need from being recycled.
    await client.query(
      "select pg_create_physical_replication_slot('assay_backup_' || pg_backend_pid(), true, true)",
    );
    const started = await client.query<{ segment: string }>(
      "select pg_walfile_name(pg_backup_start('assay backup', true)) as segment",
    );
    await copyTree(cluster, target, skip);
    const { rows } = await client.query<Stop & { segment: string }>(
      "select lsn, labelfile, spcmapfile, pg_walfile_name(lsn) as segment from pg_backup_stop(false)",
    );
    const stopped = rows[0];
    if (!stopped) throw new Error("pg_backup_stop gave no answer");
    await writeFile(join(target, "backup_label"), stopped.labelfile, { mode: 0o600 });
    if (stopped.spcmapfile !== "")
      throw new Error("The cluster uses tablespaces; they are not backed up.");
    const isNeeded = (name: string) =>
      SEGMENT.test(name) && name >= (started.rows[0]?.segment ?? "") && name <= stopped.segment;
    await copyTree(join(cluster, "pg_wal"), join(target, "pg_wal"), (name) => !isNeeded(name));
  } finally {
    await client.end();
  }
}
