import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { sync } from "../files/sync.ts";

const FOLDER = "tables";
const FILE = "tables.json";

/** Names that come from a file and end in SQL and in paths are ours, or they are refused. */
const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

const Tables = z.object({
  tables: z.array(z.object({ name: Name, columns: z.array(Name).readonly() })).readonly(),
  sequences: z.array(z.object({ name: Name, value: z.string().regex(/^\d+$/) })).readonly(),
});
export type Tables = z.infer<typeof Tables>;

const pathOf = (folder: string, table: string) => join(folder, FOLDER, `${table}.copy`);

export async function writeRowFile(
  folder: string,
  table: string,
  rows: AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(join(folder, FOLDER), { recursive: true, mode: 0o700 });
  const path = pathOf(folder, table);
  await pipeline(rows, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  await sync(path);
}

export const readRowFile = (folder: string, table: string): Readable =>
  createReadStream(pathOf(folder, table));

export async function writeTableList(folder: string, tables: Tables): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(tables, null, 2)}\n`, { mode: 0o600 });
  await sync(join(folder, FILE));
}

export const readTableList = async (folder: string): Promise<Tables> =>
  Tables.parse(JSON.parse(await readFile(join(folder, FILE), "utf8")));
