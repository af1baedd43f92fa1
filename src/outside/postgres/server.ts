import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { asAccount } from "./account.ts";
import type { Cluster } from "./cluster.ts";
import { clearStale, isAlive, type Postmaster, readPostmaster } from "./postmaster.ts";
import { serverArguments } from "./settings.ts";

const POLL_MS = 15;
/** How long the processes of a killed Postgres may take to notice and go. */
const LEFTOVERS_MS = 30_000;
const STOP_MS = 60_000;
const LOG_LIMIT_BYTES = 20_000_000;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/**
 * Below the range from which the system takes ports for outgoing connections: a client that dials such a port
 * while Postgres restarts could otherwise be given that very port and connect to itself.
 */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free TCP port on 127.0.0.1 between 15000 and 32000 for Postgres.");
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  } catch {
    // there is none yet
  }
  return openSync(path, "a", 0o600);
}

/** Why a start failed, read from what Postgres wrote about it. */
type Failure = "already running" | "leftovers" | "port taken" | "other";

export function readFailure(log: string): Failure {
  if (/lock file ".*" (already exists|is empty)/.test(log)) return "already running";
  if (/shared memory block .* still in use|is still in use/.test(log)) return "leftovers";
  if (/could not (bind|create any TCP\/IP sockets)/.test(log)) return "port taken";
  return "other";
}

type Launch = { readonly port: number } | { readonly failure: Failure; readonly log: string };

/** Postgres outlives us on purpose (`detached`): a killed server leaves it whole, and the next one adopts it. */
async function launch(cluster: Cluster, port: number): Promise<Launch> {
  const log = openLog(cluster.logFile);
  const before = fstatSync(log).size;
  const child = spawn(cluster.binaries.postgres, serverArguments(cluster, port), {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: "/",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
    ...asAccount(cluster.account),
  });
  child.unref();
  closeSync(log);
  let gone: string | undefined;
  child.once("error", (error) => (gone = error.message));
  child.once("exit", (code, signal) => (gone ??= `exit ${code ?? signal}`));
  for (;;) {
    if (gone !== undefined) {
      const written = readFileSync(cluster.logFile).subarray(before).toString("utf8");
      return { failure: readFailure(written), log: `${gone}\n${written}`.trim() };
    }
    const seen = readPostmaster(cluster.folder);
    if (seen?.pid === child.pid && seen?.status === "ready") return { port: seen.port };
    await sleep(POLL_MS);
  }
}

type Step = { readonly port: number } | { readonly wait: number } | { readonly anotherPort: true };

async function start(cluster: Cluster, port: number, deadline: number): Promise<Step> {
  const result = await launch(cluster, port);
  if ("port" in result) return result;
  if (result.failure === "already running") {
    const seen = readPostmaster(cluster.folder);
    if (seen && !isAlive(cluster.folder, seen)) clearStale(cluster.folder, cluster.name, seen);
  }
  if (result.failure === "other" || Date.now() > deadline) {
    throw new Error(`Postgres does not start. Its log (${cluster.logFile}) says:\n${result.log}`);
  }
  return result.failure === "port taken" ? { anotherPort: true } : { wait: 100 };
}

/** Waits while a Postgres of this cluster starts or stops. Its port once it is ready, `undefined` when there is none. */
async function portOfRunning(cluster: Cluster): Promise<number | undefined> {
  for (;;) {
    const seen = readPostmaster(cluster.folder);
    if (!seen || !isAlive(cluster.folder, seen)) return undefined;
    if (seen.status === "ready") return seen.port;
    await sleep(POLL_MS);
  }
}

/**
 * The port of this cluster's Postgres, which is started unless somebody has already done so.
 * The port of a Postgres that died is taken again, so that pools find it where it was.
 */
export async function ensureRunning(cluster: Cluster, lastPort?: number): Promise<number> {
  const deadline = Date.now() + LEFTOVERS_MS;
  const left = readPostmaster(cluster.folder)?.port;
  let port = lastPort ?? (left || (await freePort()));
  for (let refusals = 0; ; ) {
    const running = await portOfRunning(cluster);
    if (running !== undefined) return running;
    const step = await start(cluster, port, deadline);
    if ("port" in step) return step.port;
    if ("wait" in step) await sleep(step.wait);
    else if (refusals++ < 3) await sleep(200);
    else port = await freePort();
  }
}

const hasGone = (cluster: Cluster, { pid }: Postmaster): boolean => {
  const now = readPostmaster(cluster.folder);
  return now === undefined || now.pid !== pid || !isAlive(cluster.folder, now);
};

async function waitGone(cluster: Cluster, server: Postmaster, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (hasGone(cluster, server)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** Fast shutdown: open transactions are rolled back, a checkpoint is written. At once (crash) after a minute. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = readPostmaster(cluster.folder);
  if (!server || !isAlive(cluster.folder, server)) return;
  process.kill(server.pid, "SIGINT");
  if (await waitGone(cluster, server, STOP_MS)) return;
  process.kill(server.pid, "SIGQUIT");
  await waitGone(cluster, server, STOP_MS);
}
