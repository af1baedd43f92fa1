import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { noise } from "../../../src/testing/sealed.ts";
import { watchPeak } from "./memory.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/assay", import.meta.url));

export type Ended = {
  /** Null when it was killed. */
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly peakMb: number;
  readonly seconds: number;
};

export type Run = {
  readonly child: ChildProcess;
  readonly kill: () => void;
  readonly ended: Promise<Ended>;
  /** SHA-256 and size of standard output, where it was to be hashed. */
  readonly hashed: Promise<{ readonly sha256: string; readonly size: number }>;
};

async function hashOf(pieces: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest("hex"), size };
}

/** bin/assay in a process of its own, its memory watched. `isHashed`: standard output is content, hashed as it comes. */
export function runAssay(args: readonly string[], isHashed = false): Run {
  const begun = performance.now();
  const child = spawn(COMMAND, args, { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => undefined); // it was killed while it read
  const peak = watchPeak(child.pid ?? 0);
  const hashed = isHashed ? hashOf(child.stdout) : Promise.resolve({ sha256: "", size: 0 });
  const said = isHashed ? Promise.resolve("") : text(child.stdout);
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ended = Promise.all([said, text(child.stderr), closed]).then(([out, err, status]) => ({
    out,
    err,
    status,
    peakMb: peak.stop(),
    seconds: (performance.now() - begun) / 1000,
  }));
  return { child, kill: () => void child.kill("SIGKILL"), ended, hashed };
}

type Feeding = {
  readonly seed: number;
  readonly size: number;
  /** Bytes after which it is killed. */
  readonly killAt: number;
};

/** Writes noise into its standard input as fast as it reads, and kills it on the way. The noise is stored nowhere. */
export async function feed({ child, kill }: Run, { seed, size, killAt }: Feeding): Promise<void> {
  const { stdin } = child;
  if (stdin === null) throw new TypeError("it was started without a standard input");
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let given = 0;
  for await (const piece of noise(seed, size)) {
    const isTaken = stdin.write(piece);
    if (!isTaken) await Promise.race([once(stdin, "drain").catch(() => gone), gone]);
    given += piece.length;
    if (given >= killAt) kill();
    if (child.exitCode !== null || child.signalCode !== null) return;
  }
  stdin.end();
}
