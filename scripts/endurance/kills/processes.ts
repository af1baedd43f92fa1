import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningServer } from "../../../e2e/support/server.ts";
import { readPostmaster } from "../../../src/outside/postgres/postmaster.ts";

/** What dies: the server with its worker, Postgres' first process, one of its others, or all of them at once. */
export const VICTIMS = ["server", "postmaster", "backend", "everything"] as const;
export type Victim = (typeof VICTIMS)[number];

/** Where the cluster of a data folder is; see outside/postgres/place.ts. */
function clusterOf(dataDir: string): string {
  const pointer = join(dataDir, "postgres.at");
  return existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : join(dataDir, "postgres");
}

const parentOf = (pid: string): number => {
  try {
    return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
};

const childrenOf = (pid: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it was gone already
  }
}

/** kill -9. Answers false when there was nobody to kill: the last victim has not been replaced yet. */
export async function kill(
  victim: Victim,
  server: RunningServer,
  random: () => number,
): Promise<boolean> {
  if (victim === "server") {
    await server.kill();
    return true;
  }
  const postmaster = readPostmaster(clusterOf(server.dataDir));
  if (!postmaster) return false;
  const backends = childrenOf(postmaster.pid);
  if (backends.length === 0) return false;
  if (victim === "postmaster") killNow(postmaster.pid);
  if (victim === "backend") killNow(backends[Math.floor(random() * backends.length)] ?? 0);
  if (victim === "everything") {
    for (const pid of [postmaster.pid, ...backends]) killNow(pid);
    await server.kill();
  }
  return true;
}
