import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a running Postgres writes of itself into its data folder (postmaster.pid). */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly status: "starting" | "ready" | "stopping" | "standby";
};

/** Lines: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const status = (lines[7] ?? "").trim() || "starting";
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return { pid: Math.abs(pid), port, status: status as Postmaster["status"] };
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

export function readPostmaster(cluster: string): Postmaster | undefined {
  const text = read(join(cluster, "postmaster.pid"));
  return text === undefined ? undefined : parsePostmaster(text);
}

/** The command line of a living process; empty for a dead or a zombie one. */
function commandOf(pid: number): string {
  if (process.platform === "linux") {
    return (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ");
  }
  return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
}

/**
 * Whether the process named in postmaster.pid is the Postgres of this cluster. A signal 0 would not do:
 * it is answered by zombies, and by whoever got the number after a reboot.
 */
export const isAlive = (cluster: string, { pid }: Postmaster): boolean =>
  commandOf(pid).includes(` ${cluster} `);

function allCommands(): string[] {
  if (process.platform === "linux") {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => commandOf(Number(name)));
  }
  return spawnSync("ps", ["-axww", "-o", "command="], { encoding: "utf8" }).stdout.split("\n");
}

/** Processes of this cluster that outlived their postmaster: nothing may be started beside them. */
export const hasLeftovers = (clusterName: string): boolean =>
  allCommands().some((command) => command.startsWith(`postgres: ${clusterName}:`));

/**
 * A postmaster.pid left by a kill normally is none of our business: Postgres judges it itself. Only when its
 * number now belongs to a stranger or a zombie would Postgres refuse for ever; then, with no process of this
 * cluster left, the file is moved away. It is read again after the move, in case it was a new one.
 */
export function clearStale(cluster: string, clusterName: string, seen: Postmaster): void {
  if (!signalArrives(seen.pid) || isAlive(cluster, seen) || hasLeftovers(clusterName)) return;
  const path = join(cluster, "postmaster.pid");
  const aside = `${path}.stale-${process.pid}`;
  renameSync(path, aside);
  const moved = parsePostmaster(read(aside) ?? "");
  if (moved?.pid === seen.pid) rmSync(aside);
  else renameSync(aside, path);
}

export function signalArrives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
