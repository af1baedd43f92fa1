import { readFileSync, type StatsFs } from "node:fs";
import { readdir, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { bad, type Check, good, warning } from "#core/system/check.ts";

const GB = 1e9;
const LEAST_FREE_BYTES = 1 * GB;
const LITTLE_FREE_BYTES = 5 * GB;
const OWN_NODE = 24;

export function checkRuntime(): Check {
  const detail = `Node ${process.version}, ${process.platform} ${process.arch}`;
  const major = Number.parseInt(process.version.slice(1), 10);
  return major >= OWN_NODE
    ? good("runtime", detail)
    : bad("runtime", detail, "Start by bin/assay or npm start, which bring the right Node.");
}

/** Before the first start there is no folder yet: what counts is the disk on which it will be made. */
async function diskOf(folder: string): Promise<StatsFs> {
  const above = dirname(folder);
  return await statfs(folder).catch((error: { code?: string }) => {
    if (error.code !== "ENOENT" || above === folder) throw error;
    return diskOf(above);
  });
}

export async function checkDisk(folder: string): Promise<Check> {
  const { bavail, bsize } = await diskOf(folder);
  const free = bavail * bsize;
  const detail = `${(free / GB).toFixed(1)} GB free for ${folder}`;
  const remedy = "Make room, or move the data folder (stop, copy it whole, set ASSAY_DATA).";
  if (free < LEAST_FREE_BYTES) return bad("disk", detail, remedy);
  return free < LITTLE_FREE_BYTES ? warning("disk", detail, remedy) : good("disk", detail);
}

/** Keys that others on this machine can read are not ours alone. */
export async function checkKeyFiles(folder: string): Promise<Check> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => ({ name, stats: await stat(join(folder, name)) })),
  );
  const files = found.filter(({ stats }) => stats.isFile());
  if (files.length === 0) {
    return warning("keys", `no key in ${folder}`, "They are made at the first start.");
  }
  const open = files.filter(({ stats }) => (stats.mode & 0o077) !== 0).map(({ name }) => name);
  return open.length === 0
    ? good("keys", `${files.length} files in ${folder}, readable by their owner alone`)
    : bad("keys", `others can read ${open.join(", ")}`, `Run: chmod -R go-rwx '${folder}'`);
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });

const LOOPBACK = "127.0.0.1";

/** Free, or ours; somebody else's program on the port is told by its answer. */
export async function checkPort(port: number): Promise<Check> {
  if (port === 0) return good("port", "any free port");
  if (!(await answers(LOOPBACK, port))) return good("port", `${port} is free; no server runs`);
  try {
    const reply = await fetch(`http://localhost:${port}/healthz`, {
      redirect: "error",
      signal: AbortSignal.timeout(5_000),
    });
    const body: unknown = await reply.json();
    if ((body as { status?: string }).status === "ok") {
      return good("port", `the server answers on ${port}`);
    }
    // A server that answers to another name than localhost refuses ours, in our own words.
    if ((body as { code?: string }).code === "request/host") {
      return good("port", `the server answers on ${port}, under its own name`);
    }
  } catch {
    // not a server of ours
  }
  return bad("port", `another program listens on ${port}`, "Stop it, or set ASSAY_PORT.");
}

/** Linux tells whether its clock is kept by a time server; elsewhere nothing is claimed. */
function isSynchronised(): boolean | undefined {
  try {
    readFileSync("/run/systemd/timesync/synchronized");
    return true;
  } catch {
    return undefined;
  }
}

const SKEW_MS = 2_000;

/** `database` is what its clock said; `latest` the newest time in the ledger. Clocks and embargoes hang on this. */
export function checkClock(now: Date, database: Date, latest: Date | null): Check {
  const skew = Math.abs(now.getTime() - database.getTime());
  const remedy = "Set the clock and keep it by NTP (chrony, systemd-timesyncd).";
  if (latest !== null && latest.getTime() > now.getTime() + SKEW_MS) {
    return bad("clock", `${now.toISOString()} is before the newest entry of the ledger`, remedy);
  }
  if (skew > SKEW_MS) {
    return bad("clock", `the database's clock differs by ${(skew / 1000).toFixed(1)} s`, remedy);
  }
  const kept = isSynchronised() ? ", kept by a time server" : "";
  return good("clock", `${now.toISOString()}${kept}`);
}
