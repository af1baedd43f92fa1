import { rm } from "node:fs/promises";
import { openPostgres } from "../postgres/embedded.ts";

/**
 * Starts the cluster in a copied data folder once, so that it recovers, lets `look` at it, and stops it. A copy that does
 * not start is no backup.
 */
export async function tryCluster<T>(
  dataDir: string,
  look: (adminUrl: string) => Promise<T>,
): Promise<T> {
  const copy = await openPostgres({ dataDir });
  try {
    return await look(copy.url("assay_admin"));
  } finally {
    await copy.close();
    await rm(copy.cluster.logFile, { force: true });
  }
}
