import { readdirSync, readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { illFormedFiles } from "../src/testing/illFormed.ts";
import { sendBatch } from "../src/testing/sendBatch.ts";
import {
  type Installation,
  makeInstallation,
  type RunningServer,
  startServer,
} from "./support/server.ts";

let installation: Installation;
let server: RunningServer;
let finder: string;
beforeAll(async () => {
  installation = makeInstallation();
  server = await startServer({ installation, args: ["--log-level", "warn"] });
  finder = await server.token("finder");
});
afterAll(async () => {
  await server.stop();
  installation.remove();
});

const MEGABYTE = 1024 * 1024;
/** Of the server, in megabytes: now, and at its highest. */
const memory = (name: "VmRSS" | "VmHWM"): number => {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
};
const MOST_MEMORY = 700;

const bundle = (n: number, more: object = {}): string =>
  JSON.stringify({
    title: `Out-of-bounds write in reader ${n}`,
    component: `pkg:generic/reader-${n}`,
    version: "1.0.0",
    weakness: "CWE-787",
    description: `The reader ${n} multiplies a count in 32 bits and writes past its block.`,
    locations: [{ file: `src/reader${n}.c`, line: 10 + n, function: `read_${n}` }],
    ...more,
  });
const counts = async (): Promise<{ reports: number; findings: number; cases: number }> =>
  (
    await fetch(`${server.url}/api/counts`, { headers: { authorization: `Bearer ${finder}` } })
  ).json();

/** How far a batch of ours has come. */
async function linesOf(name: string): Promise<number> {
  const headers = { authorization: `Bearer ${finder}` };
  const reply = await fetch(`${server.url}/api/batches`, { headers });
  const { items } = (await reply.json()) as { items: { name: string; lines: number }[] };
  return items.find((batch) => batch.name === name)?.lines ?? 0;
}

/** The value once it has not changed for two seconds. */
async function settled(read: () => Promise<number>): Promise<number> {
  let [value, since] = [-1, performance.now()];
  while (performance.now() - since < 2_000) {
    const now = await read();
    if (now !== value || now === 0) [value, since] = [now, performance.now()];
    await sleep(100);
  }
  return value;
}

describe("a server", () => {
  test("takes a batch of 200 MB in constant memory, and answers while it is being sent", async () => {
    const log = "The log of the run, line by line, as it was written.\n".repeat(3_900); // 200 kB
    const lines = 1_000;
    let [sent, answered, ahead] = [0, 0, 0];
    function* body() {
      for (let n = 0; n < lines; n += 1) {
        const line = Buffer.from(`${bundle(n, { "x-log": log })}\n`);
        sent += line.length;
        yield line;
      }
    }
    const before = await counts();
    const outcome = await sendBatch({
      url: server.url,
      token: finder,
      body: body(),
      onAnswer: () => {
        answered += 1;
        if (sent < 190 * MEGABYTE) ahead = answered;
      },
    });
    expect(sent).toBeGreaterThan(195 * MEGABYTE);
    expect(outcome).toMatchObject({ complete: true, broken: null });
    expect(outcome.answers.every(({ status }) => status === "stored")).toBe(true);
    expect(ahead).toBeGreaterThan(lines / 2);
    expect((await counts()).reports - before.reports).toBe(lines);
    expect(memory("VmHWM")).toBeLessThan(MOST_MEMORY);
  });

  test("does no more than it is listened to, and goes on when it is", async () => {
    const lines = 1_500;
    const keys = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`unknown-key-${i}`, i]));
    const line = `${JSON.stringify({ title: "Answered by more than was asked", ...keys })}\n`;
    const call = request(`${server.url}/api/reports/batch?name=unheard`, {
      method: "POST",
      headers: { authorization: `Bearer ${finder}`, "content-type": "application/x-ndjson" },
    });
    const response = new Promise<IncomingMessage>((resolve) => call.once("response", resolve));
    call.end(line.repeat(lines));
    const listener = await response; // which does not listen yet
    const done = await settled(() => linesOf("unheard"));
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(lines / 2);
    expect((await text(listener)).trimEnd().split("\n")).toHaveLength(lines);
    expect(await linesOf("unheard")).toBe(lines);
  });

  test("refuses two gigabytes of zeros in a small file at once, and holds none of them", async () => {
    const bombs = illFormedFiles().filter(({ name }) => name.startsWith("2-gib"));
    expect(bombs).toHaveLength(3);
    const before = { memory: memory("VmRSS"), counts: await counts() };
    for (const { name, bytes } of bombs) {
      const begun = performance.now();
      const reply = await fetch(`${server.url}/api/reports?name=${name}`, {
        method: "POST",
        headers: { authorization: `Bearer ${finder}`, "content-type": "application/octet-stream" },
        body: Buffer.from(bytes),
      });
      expect([name, reply.status]).toEqual([name, 422]);
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
    expect(memory("VmRSS") - before.memory).toBeLessThan(200);
    expect(await counts()).toEqual(before.counts);
  });

  test("refuses what the web would not send: no token, a foreign page, another host", async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/reports`, { method: "POST", headers, body: bundle(1) });
    expect((await post({})).status).toBe(403);
    expect((await post({ "x-assay": "page" })).status).toBe(401);
    expect((await post({ authorization: "Bearer asy_main_none" })).status).toBe(401);
    const refused = await post({ authorization: `Bearer ${finder}x` });
    expect(refused.status).toBe(401);
  });

  test("ends in good order while a batch is open, and the batch is completed afterwards", async () => {
    const lines = Array.from({ length: 100 }, (_, n) => bundle(10_000 + n));
    const body = new PassThrough();
    const half = new Promise<void>((resolve) => {
      body.write(`${lines.slice(0, 50).join("\n")}\n`);
      void sendBatch({
        url: server.url,
        token: finder,
        key: "open",
        body,
        onAnswer: ({ line }) => {
          if (line === 50) resolve();
        },
      });
    });
    await half;
    const before = await counts();
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(readdirSync(join(server.dataDir, "postgres"))).not.toContain("postmaster.pid");
    body.destroy();

    server = await startServer({ installation, args: ["--log-level", "warn"] });
    expect(await counts()).toEqual(before);
    const whole = [Buffer.from(lines.join("\n"))];
    const again = await sendBatch({ url: server.url, token: finder, key: "open", body: whole });
    expect(again.answers.map(({ status }) => status)).toEqual([
      ...Array(50).fill("known"),
      ...Array(50).fill("stored"),
    ]);
    expect((await counts()).reports).toBe(before.reports + 50);
  });
});
