import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sync } from "../files/sync.ts";

const FILE = "manifest.json";

const Ledger = z.object({
  desk: z.string(),
  origin: z.string(),
  size: z.number().int().nonnegative(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup holds, written last. */
const Manifest = z.object({
  format: z.literal("assay-backup-1"),
  /** `cluster`: the database's own files, for the same major version; `rows`: COPY of every table, for any. */
  kind: z.enum(["cluster", "rows"]),
  at: z.iso.datetime(),
  assay: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()).readonly(),
  /** Rows by table. */
  counts: z.record(z.string(), z.number().int().nonnegative()).readonly(),
  /** The last signed head of each desk's ledger. */
  ledgers: z.array(Ledger.readonly()).readonly(),
  /** SHA-256 of the file SHA256SUMS, which lists every other file. */
  checksums: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Manifest = z.infer<typeof Manifest>;

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, FILE);
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await sync(path);
  await sync(folder);
}

/** `undefined` when the folder is no backup of a format that this release reads. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, FILE), "utf8")));
  } catch {
    return undefined;
  }
}
