import { resolve } from "node:path";
import type { Problem } from "#core/problem.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { verifyChecksums } from "#outside/backup/checksums.ts";
import { type Manifest, readManifest } from "#outside/backup/manifest.ts";
import { readRowFile, readTableList } from "#outside/backup/rowFiles.ts";
import { isVacant, unpack } from "#outside/backup/unpack.ts";
import { type EmbeddedPostgres, openPostgres } from "#outside/postgres/embedded.ts";
import { readMigrations } from "#store/migrate.ts";
import { prepareDatabase } from "#store/prepare.ts";
import { type Inventory, inSnapshot, takeInventory } from "#store/system/inventory.ts";
import { isBlank } from "#store/system/passage.ts";
import { loadRows } from "#store/system/rows.ts";

export type RestoreRefusal = Refusal<
  | "restore/no-backup"
  | "restore/not-empty"
  | "restore/damaged"
  | "restore/newer"
  | "restore/needs-embedded"
> & { readonly problems?: readonly Problem[] };

export type RestoreOptions = {
  /** The folder that `backup` made. */
  readonly from: string;
  /** Absent or empty. */
  readonly dataDir: string;
  /** Owner's URL of an empty outside database; only a backup of rows goes there. `null`: the embedded server. */
  readonly databaseUrl: string | null;
};

async function decide(
  from: string,
  { dataDir, databaseUrl }: RestoreOptions,
): Promise<Result<Manifest, RestoreRefusal>> {
  const manifest = await readManifest(from);
  if (!manifest) {
    return refuse(
      "restore/no-backup",
      `${from} is no backup: it has no manifest.json of a known kind.`,
    );
  }
  if (!(await isVacant(dataDir))) {
    return refuse(
      "restore/not-empty",
      `${dataDir} is not empty. Name an empty folder; nothing is overwritten.`,
    );
  }
  if (databaseUrl !== null && manifest.kind === "cluster") {
    return refuse(
      "restore/needs-embedded",
      "This backup holds the embedded server's own files. Unset DATABASE_URL, or make one with --rows.",
    );
  }
  if (databaseUrl !== null && !(await inSnapshot(databaseUrl, isBlank))) {
    return refuse(
      "restore/not-empty",
      "The database that DATABASE_URL names has tables. Name an empty one.",
    );
  }
  const known = (await readMigrations()).map(({ name }) => name);
  const strange = manifest.migrations.filter((name) => !known.includes(name));
  if (strange.length > 0) {
    return refuse(
      "restore/newer",
      `The backup was made by Assay ${manifest.assay}, which is newer (${strange.join(", ")}). Restore it with that one.`,
    );
  }
  const problems = await verifyChecksums(from, manifest.checksums);
  if (problems.length > 0) {
    const first = problems[0]?.message ?? "";
    const { refusal } = refuse("restore/damaged", `The backup is damaged: ${first}`);
    return { ok: false, refusal: { ...refusal, problems } };
  }
  return ok(manifest);
}

/** Rows go into the schema they came from; what this release adds to it is applied afterwards. */
async function loadInto(ownerUrl: string, from: string, manifest: Manifest): Promise<void> {
  await prepareDatabase(ownerUrl, { until: manifest.migrations.at(-1) });
  const { tables, sequences } = await readTableList(from);
  await loadRows(ownerUrl, tables, sequences, (table) => readRowFile(from, table));
}

function compare(manifest: Manifest, restored: Inventory): void {
  const same = (part: "counts" | "ledgers") =>
    JSON.stringify(sorted(manifest[part])) === JSON.stringify(sorted(restored[part]));
  if (!same("counts"))
    throw new Error("The restored database does not hold the rows of the backup.");
  if (!same("ledgers")) throw new Error("The restored ledger is not that of the backup.");
}

const sorted = (value: object): unknown =>
  Array.isArray(value)
    ? value
        .map((item: object) => sorted(item))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

async function restoreDatabase(
  from: string,
  { dataDir, databaseUrl }: RestoreOptions,
  manifest: Manifest,
): Promise<Inventory> {
  if (databaseUrl !== null) {
    await loadInto(databaseUrl, from, manifest);
    return await takeInventory(databaseUrl);
  }
  const postgres: EmbeddedPostgres = await openPostgres({ dataDir });
  try {
    if (manifest.kind === "rows") await loadInto(postgres.url("assay_owner"), from, manifest);
    return await takeInventory(postgres.url("assay_admin"));
  } finally {
    await postgres.close();
  }
}

/**
 * Makes an installation out of a backup: files, keys, database. It is started once and compared with the manifest,
 * row counts and ledger roots, before this returns.
 */
export async function restore(options: RestoreOptions): Promise<Result<Manifest, RestoreRefusal>> {
  const from = resolve(options.from);
  const decided = await decide(from, options);
  if (!decided.ok) return decided;
  const manifest = decided.value;
  await unpack(from, options.dataDir, manifest.kind);
  compare(manifest, await restoreDatabase(from, options, manifest));
  return ok(manifest);
}
