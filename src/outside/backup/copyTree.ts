import type { Stats } from "node:fs";
import { constants, copyFile, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sync } from "../files/sync.ts";

/** `path` is relative to the copied folder, with slashes. */
export type Skip = (path: string) => boolean;

/** Files come and go under a running server; what vanished before it was read was not needed. */
const unlessGone = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Entries of a folder and below, folders before what is in them. Links and devices are left out. */
export async function* walk(
  root: string,
  skip: Skip = () => false,
  below = "",
): AsyncGenerator<{ readonly path: string; readonly stats: Stats }> {
  const names = (await unlessGone(readdir(join(root, below)))) ?? [];
  for (const name of names.sort()) {
    const path = below === "" ? name : `${below}/${name}`;
    if (skip(path)) continue;
    const stats = await unlessGone(lstat(join(root, path)));
    if (!stats || !(stats.isFile() || stats.isDirectory())) continue;
    yield { path, stats };
    if (stats.isDirectory()) yield* walk(root, skip, path);
  }
}

/** Copies files and folders with their modes; `target` is made. Overwrites nothing. */
export async function copyTree(source: string, target: string, skip?: Skip): Promise<void> {
  await mkdir(target, { recursive: true, mode: 0o700 });
  const folders = [target];
  for await (const { path, stats } of walk(source, skip)) {
    const to = join(target, path);
    if (stats.isDirectory()) {
      await mkdir(to, { mode: stats.mode & 0o777 });
      folders.push(to);
    } else if (
      await unlessGone(copyFile(join(source, path), to, constants.COPYFILE_EXCL).then(() => true))
    ) {
      await sync(to);
    }
  }
  for (const folder of folders.reverse()) await sync(folder);
}
