/**
 * The intake as its users meet it: a real server, one batch over HTTP, answers read as they come. The reference is COPY of
 * the same bytes into a table of the same server's Postgres.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openPostgres } from "#outside/postgres/embedded.ts";
import { makeFolder } from "../src/testing/folder.ts";
import { generateFindings } from "./findings.ts";
import type { Figure } from "./run.ts";

const BATCH = 10_000;
const KNOWN = 100_000;

type Server = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once("exit", () => resolve()));

export async function startServer(data: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    ["src/main.ts", "start", "--port", "0", "--data", data, "--log-level", "warn"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const gone = exited(child);
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => {
      const [, found] = /(http:\/\/localhost:\d+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void gone.then(() => reject(new Error("The server did not start.")));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

export async function makeToken(data: string, role: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ["src/main.ts", "token", "create", "--role", role, "--data", data, "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let text = "";
  for await (const chunk of child.stdout) text += chunk;
  return (JSON.parse(text) as { token: string }).token;
}

/** Seconds from the first byte out to the last answer in. */
async function send(
  url: string,
  token: string,
  ndjson: string,
): Promise<{ seconds: number; answers: number; bad: number }> {
  const begun = performance.now();
  const call = request(`${url}/api/reports/batch?name=bench`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
  });
  const answered = new Promise<{ answers: number; bad: number }>((resolve, reject) => {
    call.once("error", reject);
    call.once("response", async (response) => {
      let [answers, bad] = [0, 0];
      for await (const line of createInterface({ input: response })) {
        answers += 1;
        if (!/"status":"(stored|known)"/.test(line)) bad += 1;
      }
      resolve({ answers, bad });
    });
  });
  await pipeline(Readable.from(chunksOf(ndjson)), call);
  const counted = await answered;
  return { seconds: (performance.now() - begun) / 1000, ...counted };
}

function* chunksOf(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const lines = (seed: number, count: number): string =>
  [...generateFindings(seed, count)].map((finding) => `${JSON.stringify(finding)}\n`).join("");

/** The physical limit: the same bytes by COPY. */
async function copySeconds(data: string, ndjson: string): Promise<number> {
  const postgres = await openPostgres({ dataDir: data });
  const client = new pg.Client({ connectionString: postgres.url("assay_owner") });
  await client.connect();
  await client.query("create table bench_copy (line text)");
  const escaped = ndjson.replaceAll("\\", "\\\\").replaceAll("\t", "\\t");
  const begun = performance.now();
  await pipeline(
    Readable.from(chunksOf(escaped)),
    client.query(copyFrom("copy bench_copy from stdin")),
  );
  const seconds = (performance.now() - begun) / 1000;
  await client.query("drop table bench_copy");
  await client.end();
  await postgres.close();
  return seconds;
}

const peakMegabytes = (pid: number): number =>
  Math.round(
    Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
  );

function expect10k(step: string, { answers, bad }: { answers: number; bad: number }): void {
  if (answers !== BATCH || bad > 0)
    throw new Error(`${step}: ${answers} answers, ${bad} of them refused.`);
}

export async function run(): Promise<Figure[]> {
  const data = makeFolder("assay-bench-");
  const ndjson = lines(1, BATCH);
  const begunAt = performance.now();
  const server = await startServer(data);
  const coldStart = (performance.now() - begunAt) / 1000;
  const token = await makeToken(data, "finder");
  const copy = await copySeconds(data, ndjson);
  const fresh = await send(server.url, token, ndjson);
  expect10k("new", fresh);
  const again = await send(server.url, token, ndjson);
  expect10k("again", again);
  const peak = peakMegabytes(server.pid);
  for (let seed = 2; seed <= KNOWN / BATCH; seed += 1)
    await send(server.url, token, lines(seed, BATCH));
  const later = await send(server.url, token, lines(99, BATCH));
  expect10k("later", later);
  await server.stop();
  rmSync(data, { recursive: true, force: true });
  const against = (
    name: string,
    value: number,
    most: number,
    reference: Figure["reference"],
  ): Figure => ({
    name,
    value,
    unit: "s",
    target: `≤ ${Math.round(most * 10) / 10}`,
    ...(reference ? { reference, ratio: value / reference.value } : {}),
    met: value <= most,
  });
  const bytes = { name: "COPY of the same bytes", value: copy };
  const first = { name: "the first 10,000", value: fresh.seconds };
  return [
    against("10,000 findings, none known", fresh.seconds, 20, bytes),
    against("the same batch again", again.seconds, 20, bytes),
    against("10,000 more with 100,000 known", later.seconds, 1.5 * fresh.seconds, first),
    against("cold start to the address, with a new database", coldStart, 5, undefined),
    {
      name: "peak memory of the server",
      value: peak,
      unit: "MB",
      target: "≤ 700",
      met: peak <= 700,
    },
  ];
}

/** `node bench/intake.ts --write FILE` writes the batch for others to send. */
if (process.argv[2] === "--write")
  writeFileSync(process.argv[3] ?? "findings.ndjson", lines(1, BATCH));
