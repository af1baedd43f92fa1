import { spawn } from "node:child_process";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { ok, type Result, refuse } from "#core/result.ts";
import {
  type SandboxEnd,
  type SandboxJob,
  type SandboxRefusal,
  type SandboxRun,
  USUAL_LIMITS,
} from "#core/sandbox/job.ts";
import { MACHINES, type Machine, toSeccompFilter } from "#core/sandbox/seccomp.ts";
import { findProgram, type Programs, systemMounts, toArguments } from "./bubblewrap.ts";
import { endOf, readStatus } from "./ending.ts";
import { takeUid } from "./uid.ts";

/** Runs what nobody trusts. Each run has a machine of its own: no network, no files but its own, no other processes. */
export type Sandbox = {
  readonly run: (
    job: SandboxJob,
    signal?: AbortSignal,
  ) => Promise<Result<SandboxRun, SandboxRefusal>>;
};

type Wall = {
  readonly programs: Programs;
  readonly mounts: readonly string[];
  readonly filter: Uint8Array;
};

const REMEDY = "Install it (apt-get install bubblewrap util-linux); nothing is run without it.";

/** Refused where bubblewrap is missing or may not make namespaces: there is no second way to run a thing. */
export async function openSandbox(look = findProgram): Promise<Result<Sandbox, SandboxRefusal>> {
  const machine = MACHINES.find((name) => name === machineName());
  if (process.platform !== "linux" || machine === undefined)
    return refuse("sandbox/unavailable", "The sandbox needs Linux on x86_64 or aarch64.");
  const [bwrap, prlimit] = await Promise.all([look("bwrap"), look("prlimit")]);
  if (bwrap === null) return refuse("sandbox/unavailable", `bubblewrap is not here. ${REMEDY}`);
  if (prlimit === null) return refuse("sandbox/unavailable", `prlimit is not here. ${REMEDY}`);
  const wall: Wall = {
    programs: { bwrap, prlimit },
    mounts: await systemMounts(),
    filter: toSeccompFilter(machine),
  };
  const sandbox: Sandbox = { run: (job, signal) => runJob(job, wall, signal) };
  const tried = await sandbox.run(TRIAL);
  if (!tried.ok) return tried;
  const { end, stderr } = tried.value;
  if (end.kind === "exit" && end.code === 0) return ok(sandbox);
  const said = Buffer.from(stderr).toString("utf8").trim();
  return refuse("sandbox/unavailable", `bubblewrap cannot make a sandbox here: ${said}`);
}

const machineName = (): Machine | string =>
  ({ x64: "x86_64", arm64: "aarch64" })[process.arch as "x64"] ?? process.arch;

const TRIAL: SandboxJob = {
  command: ["/usr/bin/true"],
  files: [],
  stdin: new Uint8Array(),
  env: {},
  limits: USUAL_LIMITS,
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

async function runJob(job: SandboxJob, wall: Wall, signal?: AbortSignal) {
  const bad = job.files.find(({ name }) => !NAME.test(name));
  if (bad) return refuse("sandbox/name", `"${bad.name}" is no name for a file of a job.`);
  const uid = takeUid();
  const folder = await mkdtemp(join(tmpdir(), "assay-job-"));
  try {
    for (const { name, content, isProgram } of job.files)
      await writeFile(join(folder, name), content, { mode: isProgram ? 0o755 : 0o644 });
    if (uid.id !== null)
      for (const path of [folder, ...job.files.map(({ name }) => join(folder, name))])
        await chown(path, uid.id, uid.id);
    return await start(job, { wall, folder, uid: uid.id, signal });
  } finally {
    uid.release();
    await rm(folder, { recursive: true, force: true });
  }
}

type Place = {
  readonly wall: Wall;
  readonly folder: string;
  readonly uid: number | null;
  readonly signal: AbortSignal | undefined;
};

/** Collects up to a limit; what comes then is dropped, and told once. */
function collector(limit: number, onFull: () => void) {
  const parts: Buffer[] = [];
  let size = 0;
  return {
    take: (part: Buffer): void => {
      if (size >= limit) return;
      parts.push(part.subarray(0, limit - size));
      size += part.length;
      if (size > limit) onFull();
    },
    bytes: (): Uint8Array => Buffer.concat(parts),
  };
}

function start(job: SandboxJob, { wall, folder, uid, signal }: Place) {
  const { limits } = job;
  return new Promise<Result<SandboxRun, SandboxRefusal>>((resolve) => {
    const begun = performance.now();
    const child = spawn(
      wall.programs.prlimit,
      toArguments(withSanitizer(job), { ...wall, folder }),
      {
        stdio: ["pipe", "pipe", "pipe", "pipe", "pipe"],
        env: {},
        cwd: "/",
        ...(uid === null ? {} : { uid, gid: uid }),
      },
    );
    let limit: "wall" | "output" | null = null;
    const stop = (why: "wall" | "output"): void => {
      limit ??= why;
      child.kill("SIGKILL");
    };
    const clock = setTimeout(() => stop("wall"), limits.wallMs);
    const [out, err] = [0, 1].map(() => collector(limits.outputBytes, () => stop("output")));
    const cancel = (): void => void child.kill("SIGKILL");
    signal?.addEventListener("abort", cancel, { once: true });
    const status: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => out?.take(part));
    child.stderr?.on("data", (part: Buffer) => err?.take(part));
    child.stdio[4]?.on("data", (part: Buffer) => status.push(part));
    feed(child.stdin, job.stdin);
    feed(child.stdio[3] as Writable, wall.filter);
    child.on("error", (error) => {
      clearTimeout(clock);
      resolve(refuse("sandbox/not-started", error.message));
    });
    child.on("close", (code, killed) => {
      clearTimeout(clock);
      signal?.removeEventListener("abort", cancel);
      const wallMs = performance.now() - begun;
      const [stdout, stderr] = [out?.bytes() ?? new Uint8Array(), err?.bytes() ?? new Uint8Array()];
      const end: SandboxEnd =
        limit === null
          ? endOf(readStatus(Buffer.concat(status)) ?? code, killed)
          : { kind: "limit", limit };
      resolve(ok({ end, stdout, stderr, wallMs }));
    });
  });
}

/** A program that reads nothing may be gone before all of it is written. */
function feed(stream: Writable | null, bytes: Uint8Array): void {
  stream?.on("error", () => undefined);
  stream?.end(bytes);
}

/** Where the address space may not be limited, the sanitizer watches how much memory is in use. */
function withSanitizer(job: SandboxJob): SandboxJob {
  const { memory } = job.limits;
  if (memory.kind !== "resident") return job;
  const most = `hard_rss_limit_mb=${Math.ceil(memory.bytes / (1024 * 1024))}`;
  const options = [job.env.ASAN_OPTIONS, most, "detect_leaks=0"].filter(Boolean).join(":");
  return { ...job, env: { ...job.env, ASAN_OPTIONS: options } };
}
