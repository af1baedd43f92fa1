import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { sync } from "../files/sync.ts";

/** Writes a file as a whole, through to the disk: whoever reads it sees all of it or what was there before. */
export async function writeWhole(path: string, text: string | Iterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.draft`;
  const file = await open(draft, "wx", 0o600);
  try {
    if (typeof text === "string") await file.writeFile(text);
    else for (const part of text) await file.appendFile(part);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(draft, { force: true });
    throw error;
  }
  await file.close();
  await rename(draft, path);
  await sync(dirname(path));
}

/** Copies a file as a whole, unless it is there. */
export async function copyWhole(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if ((await findStat(to)) !== null) return;
  const draft = `${to}.${randomUUID()}.draft`;
  await copyFile(from, draft);
  await sync(draft);
  await rename(draft, to);
  await sync(dirname(to));
}

const findStat = async (path: string) => await stat(path).catch(() => null);

/** A file's text; null where there is none. */
export async function findText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw code === "EISDIR" ? new Error(`${path} is a folder, and a file is needed.`) : error;
  }
}

/** Names in a folder, sorted; none where there is no folder. */
export async function listNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

export const isFolder = async (path: string): Promise<boolean> =>
  (await findStat(path))?.isDirectory() ?? false;
