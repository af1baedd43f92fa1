import { existsSync, renameSync, rmSync } from "node:fs";
import { copyTree } from "../backup/copyTree.ts";
import { chooseAccount } from "./account.ts";
import { placeCluster } from "./place.ts";

/** Puts a cluster, such as one out of a backup, where the Postgres of this data folder will look for it. */
export async function installCluster(source: string, dataDir: string): Promise<void> {
  const { folder } = placeCluster(dataDir, chooseAccount);
  if (existsSync(folder)) throw new Error(`${folder} is there already; it was not touched.`);
  try {
    renameSync(source, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const half = `${folder}.tmp-${process.pid}`;
    await copyTree(source, half);
    renameSync(half, folder);
    rmSync(source, { recursive: true });
  }
}
