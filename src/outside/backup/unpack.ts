import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { installCluster } from "../postgres/install.ts";
import { copyTree } from "./copyTree.ts";
import type { Manifest } from "./manifest.ts";

/** Absent, or a folder with nothing in it. */
export async function isVacant(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

/** Everything is copied beside its place first: an interrupted restore looks like none. */
export async function unpack(from: string, dataDir: string, kind: Manifest["kind"]): Promise<void> {
  const half = join(dataDir, "restore.tmp");
  await mkdir(dataDir, { recursive: true });
  await copyTree(join(from, "data"), join(half, "data"));
  if (kind === "cluster") {
    await copyTree(join(from, "postgres"), join(half, "postgres"));
    await installCluster(join(half, "postgres"), dataDir);
  }
  for (const name of await readdir(join(half, "data"))) {
    await rename(join(half, "data", name), join(dataDir, name));
  }
  await rm(half, { recursive: true });
}
