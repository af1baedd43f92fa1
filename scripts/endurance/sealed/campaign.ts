import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { noise } from "../../../src/testing/sealed.ts";
import { type Ended, feed, type Run, runAssay } from "./command.ts";
import { residentMb } from "./memory.ts";
import type { Place } from "./place.ts";

export type Asked = {
  readonly size: number;
  readonly seed: number;
  readonly folder: string;
  readonly place: Place;
  readonly say: (line: string) => void;
};

export type Report = {
  readonly faults: readonly string[];
  /** Megabytes a second, of content, over the last, undisturbed stretch or the whole. */
  readonly rates: Readonly<Record<string, number>>;
  readonly peaks: Readonly<Record<string, number>>;
};

const KILLED = null;

type Log = {
  readonly faults: string[];
  readonly peaks: Record<string, number>;
  readonly note: (what: string, ended: Ended, wanted: number | null) => boolean;
};

function openLog(say: (line: string) => void): Log {
  const [faults, peaks] = [[] as string[], {} as Record<string, number>];
  const note = (what: string, { status, err, peakMb, seconds }: Ended, wanted: number | null) => {
    const how = status === KILLED ? "killed" : `ended with ${status}`;
    say(`${what}: ${how} after ${seconds.toFixed(1)} s, at most ${peakMb.toFixed(0)} MB resident`);
    peaks[what] = Math.max(peaks[what] ?? 0, peakMb);
    if (status !== wanted) faults.push(`${what} ended with ${status}: ${err.trim()}`);
    return status === wanted;
  };
  return { faults, peaks, note };
}

async function hashOfNoise(seed: number, size: number): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of noise(seed, size)) hash.update(piece);
  return hash.digest("hex");
}

type Item = { readonly id: string; readonly digest: string; readonly sha256: string };

const whereOf = ({ url, token, review }: Place) => [
  "--url",
  url,
  "--token",
  token,
  "--review",
  review,
];

/** Content comes from the seed each time; the command is killed twice and gets it from the beginning again. */
async function sealAll({ size, seed, folder, place }: Asked, recipient: string, log: Log) {
  const state = join(folder, "upload.sealing");
  const to = ["--to", `Bureau A=${recipient}`, "--unclassified", "--state", state, "--json"];
  let ended: Ended | undefined;
  for (const share of [0.35, 0.7, 2]) {
    const run = runAssay(["seal", ...whereOf(place), ...to, "--name", "noise.bin", "-"]);
    await feed(run, { seed, size, killAt: share * size });
    ended = await run.ended;
    const isGood = log.note("seal and upload", ended, share < 1 ? KILLED : 0);
    if (!isGood) return undefined;
    if (share < 1 && !existsSync(state)) log.faults.push("a killed upload left no state");
  }
  if (existsSync(state)) log.faults.push("a finished upload left its state");
  const item = JSON.parse(ended?.out ?? "{}") as Item & { readonly resumed: number };
  if (item.resumed === 0) log.faults.push("the last run resumed nothing");
  return item;
}

async function killWhen(run: Run, isTime: () => boolean): Promise<void> {
  let isOver = false;
  void run.ended.finally(() => {
    isOver = true;
  });
  while (!isOver && !isTime()) await sleep(20);
  run.kill();
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** Stays sealed on the disk: the one large file besides the server's. */
async function fetchAll({ size, folder, place }: Asked, { id, digest }: Item, log: Log) {
  const out = join(folder, "noise.age");
  const args = [...whereOf(place), "--sealed", "--digest", digest, "--out", out, "--json", id];
  let last = 0;
  for (const share of [0.35, 0.7, 2]) {
    const run = runAssay(["open", ...args]);
    if (share < 1) await killWhen(run, () => sizeOf(`${out}.part`) > share * size);
    const ended = await run.ended;
    if (!log.note("download", ended, share < 1 ? KILLED : 0)) return undefined;
    if (share < 1 && existsSync(out)) log.faults.push("a killed download has its final name");
    last = ended.status === 0 ? JSON.parse(ended.out).resumedAt : last;
  }
  if (last < 0.6 * size) log.faults.push(`the last download began again at ${last}`);
  return out;
}

async function openAll(args: readonly string[], what: string, wanted: string, log: Log) {
  const run = runAssay(["open", ...args], true);
  const [ended, { sha256, size }] = [await run.ended, await run.hashed];
  if (log.note(what, ended, 0) && sha256 !== wanted) log.faults.push(`${what} gave other bytes`);
  return size / 1e6 / ended.seconds;
}

export async function campaign(asked: Asked): Promise<Report> {
  const { size, seed, folder, place, say } = asked;
  const log = openLog(say);
  const rates: Record<string, number> = {};
  const before = residentMb(place.pid, "VmRSS");
  const key = join(folder, "a.key");
  const made = await runAssay(["seal", "keygen", "--json", key]).ended;
  if (!log.note("keygen", made, 0)) return { ...log, rates };
  const sha256 = await hashOfNoise(seed, size);

  const begun = performance.now();
  const item = await sealAll(asked, JSON.parse(made.out).key, log);
  rates["seal and upload, three runs"] = size / 1e6 / ((performance.now() - begun) / 1000);
  if (!item) return { ...log, rates };
  if (item.sha256 !== sha256) log.faults.push("other bytes were sealed than were given");

  const identity = ["--identity", key];
  const direct = [...whereOf(place), ...identity, "--out", "-", item.id];
  rates["download and open on the way"] = await openAll(direct, "download and open", sha256, log);

  const sealed = await fetchAll(asked, item, log);
  if (sealed) {
    const local = [...identity, "--out", "-", sealed];
    rates["open a file"] = await openAll(local, "open a file", sha256, log);
    rmSync(sealed, { force: true });
  }
  log.peaks["the server, grown by"] = residentMb(place.pid, "VmHWM") - before;
  const left = readdirSync(folder).filter((name) => !["a.key", "store"].includes(name));
  if (left.length > 0) log.faults.push(`left behind: ${left.join(", ")}`);
  return { ...log, rates };
}
