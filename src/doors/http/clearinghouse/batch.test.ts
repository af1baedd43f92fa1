import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BatchLine } from "#contract/clearinghouse/report.ts";
import { type TestDesk, testDesk } from "../../../testing/desk.ts";
import { illFormedFiles } from "../../../testing/illFormed.ts";
import { listeningApp } from "../../../testing/listening.ts";
import { countRows } from "../../../testing/rowCount.ts";
import { type BatchCall, sendBatch } from "../../../testing/sendBatch.ts";

let desk: TestDesk;
let door: Awaited<ReturnType<typeof listeningApp>>;
let finder: string;
let scratch: string;
const before = process.env.TMPDIR;
const tokenOf = async (party: string) =>
  desk.token(await desk.person(await desk.party(party, "lab"), ["finder"]));
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "assay-spool-"));
  desk = await testDesk();
  door = await listeningApp(desk.deps);
  finder = await tokenOf("Kestrel Lab");
  process.env.TMPDIR = scratch;
});
afterAll(async () => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await door.close();
  await desk.close();
  rmSync(scratch, { recursive: true });
});

let n = 0;
const bundle = () => {
  n += 1;
  return {
    title: `Out-of-bounds write in reader ${n}`,
    component: `pkg:generic/reader-${n}`,
    version: "1.0.0",
    weakness: "CWE-787",
    description: `The reader ${n} multiplies a count in 32 bits and writes past its block.`,
    locations: [{ file: `src/reader${n}.c`, line: 10 + n, function: `read_${n}` }],
  };
};
const bundles = (count: number): string[] =>
  Array.from({ length: count }, () => JSON.stringify(bundle()));

type Wish = Partial<Omit<BatchCall, "body">>;
const send = (body: BatchCall["body"], wish: Wish = {}) =>
  sendBatch({ url: door.url, token: finder, ...wish, body });
const sendLines = (lines: readonly (string | Uint8Array)[], wish: Wish = {}) =>
  send(
    lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\n")])),
    wish,
  );
const stored = ({ line, status }: BatchLine) => [line, status];
const spooled = () => readdirSync(scratch);

describe("a batch of lines", () => {
  test("refuses each ill-formed line with its place, and takes the others", async () => {
    const bad = illFormedFiles().filter(
      ({ bytes }) => bytes.length > 0 && !bytes.includes(10) && !bytes.every((byte) => byte === 32),
    );
    expect(bad.length).toBeGreaterThan(50);
    const rows = await countRows(desk.owner);
    const lines = bad.flatMap(({ bytes }) => [bytes, ...bundles(1)]);
    const { complete, answers } = await sendLines(lines);
    expect(complete).toBe(true);
    expect(answers.map(stored)).toEqual(
      lines.map((_, i) => [i + 1, i % 2 === 0 ? "refused" : "stored"]),
    );
    for (const { problems } of answers.filter(({ status }) => status === "refused"))
      expect(problems[0]).toMatchObject({ rule: /\//, message: /^\S.{10,}/s });
    const after = await countRows(desk.owner);
    for (const table of ["report", "finding", "case_finding", "cases"])
      expect((after[table] ?? 0) - (rows[table] ?? 0), table).toBe(bad.length);
  });

  test("is answered line by line while it is still being sent", async () => {
    const body = new PassThrough();
    const heard: number[] = [];
    let wake = () => {};
    const call = send(body, {
      onAnswer: ({ line }) => {
        heard.push(line);
        wake();
      },
    });
    for (const [i, line] of bundles(3).entries()) {
      const answered = new Promise<void>((resolve) => {
        wake = resolve;
      });
      body.write(`${line}\n`);
      await answered;
      expect(heard).toHaveLength(i + 1);
    }
    body.end();
    expect((await call).complete).toBe(true);
  });

  test("that is broken off keeps what was answered, and sent again is completed", async () => {
    const lines = bundles(600);
    const stop = new AbortController();
    const cut = await sendLines(lines, {
      key: "cut",
      signal: stop.signal,
      onAnswer: ({ line }) => {
        if (line === 20) stop.abort();
      },
    });
    expect(cut.complete).toBe(false);
    const again = await sendLines(lines, { key: "cut" });
    expect(again.complete).toBe(true);
    for (const { report, line } of cut.answers)
      expect(again.answers[line - 1]).toMatchObject({ status: "known", report });
    const batches = await desk.owner
      .selectFrom("batch")
      .select(["lines", "stored", "known", "finished_at"])
      .where("idempotency_key", "=", "cut")
      .execute();
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject({ lines: 600, finished_at: expect.any(Date) });
    expect((batches[0]?.stored ?? 0) + (batches[0]?.known ?? 0)).toBe(600);
  });

  test("from two parties at once, the same flaws in it, opens one case each", async () => {
    const heron = await tokenOf("Heron Lab");
    const lines = bundles(400);
    const cases = (await countRows(desk.owner)).cases ?? 0;
    const [one, two] = await Promise.all([
      sendLines(lines),
      sendLines([...lines].reverse(), { token: heron }),
    ]);
    expect([one.complete, two.complete]).toEqual([true, true]);
    for (const { status } of [...one.answers, ...two.answers]) expect(status).toBe("stored");
    expect(((await countRows(desk.owner)).cases ?? 0) - cases).toBe(400);
  });

  test("with the same line twice stores it once", async () => {
    const [line = ""] = bundles(1);
    const { answers } = await sendLines([line, line, line]);
    expect(answers.map(({ status }) => status)).toEqual(["stored", "known", "known"]);
    expect(new Set(answers.map(({ report }) => report)).size).toBe(1);
  });

  test("of nothing is answered with nothing", async () => {
    expect(await send([])).toMatchObject({ complete: true, answers: [] });
    expect(await sendLines(["", "  ", ""])).toMatchObject({ complete: true, answers: [] });
  });
});

const zipped = (files: Record<string, string | Uint8Array>) =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          new Uint8Array(Buffer.from(content)),
        ]),
      ),
    ),
  );

describe("a zip of files", () => {
  test("is answered with a line for each file, in order; a bad one does not stop the rest", async () => {
    const [one = "", two = ""] = bundles(2);
    const files = { "a.json": one, "b.json": '{"title": 7}', "deep/c.json": two, "d.txt": "Hello" };
    const { complete, answers } = await send([zipped(files)]);
    expect(complete).toBe(true);
    expect(answers.map(({ file, status }) => [file, status])).toEqual([
      ["a.json", "stored"],
      ["b.json", "refused"],
      ["deep/c.json", "stored"],
      ["d.txt", "refused"],
    ]);
    expect(spooled()).toEqual([]);
  });

  test("is known as one by its first bytes, however few come first", async () => {
    const zip = zipped({ "a.json": bundles(1)[0] ?? "" });
    const { answers } = await send([zip.subarray(0, 1), zip.subarray(1, 3), zip.subarray(3)]);
    expect(answers.map(({ file, status }) => [file, status])).toEqual([["a.json", "stored"]]);
  });

  test("takes every ill-formed file as one that is refused", async () => {
    const bad = illFormedFiles();
    const files = Object.fromEntries(bad.map(({ bytes }, i) => [`f${i}`, bytes]));
    const { complete, answers } = await send([zipped(files)]);
    expect(complete).toBe(true);
    expect(answers.map(stored)).toEqual(bad.map((_, i) => [i + 1, "refused"]));
    expect(spooled()).toEqual([]);
  });

  test("refuses a file whose name climbs, and takes the others", async () => {
    const [one = "", two = ""] = bundles(2);
    const { answers } = await send([zipped({ "a.json": one, "../b.json": one, "c.json": two })]);
    expect(answers.map(({ status }) => status)).toEqual(["stored", "refused", "stored"]);
    expect(answers[1]?.problems[0]).toMatchObject({ rule: "zip/name" });
  });

  test("refuses a file that does not inflate, and takes the others", async () => {
    const [one = "", two = ""] = bundles(2);
    const zip = zipped({ "a.json": one, "c.json": two });
    zip[40] = (zip[40] ?? 0) ^ 0xff; // inside the first entry's packed bytes
    const { answers } = await send([zip]);
    expect(answers.map(({ status }) => status)).toEqual(["refused", "stored"]);
  });

  test("that is cut is refused as a whole", async () => {
    const zip = zipped({ "a.json": bundles(1)[0] ?? "" });
    const { complete, answers } = await send([zip.subarray(0, zip.length - 10)]);
    expect(complete).toBe(true);
    expect(answers).toMatchObject([{ line: 1, status: "refused" }]);
    expect(answers[0]?.problems[0]?.message).toMatch(/\S.{10,}\.$/);
  });

  test("leaves nothing on the disk when its sender goes away", async () => {
    const files = Object.fromEntries(bundles(900).map((line, i) => [`f${i}.json`, line]));
    const stop = new AbortController();
    const cut = await send([zipped(files)], {
      signal: stop.signal,
      onAnswer: () => stop.abort(),
    });
    expect(cut.complete).toBe(false);
    await expect.poll(spooled, { timeout: 10_000 }).toEqual([]);
  });
});

describe("the connection", () => {
  const post = (bytes: Uint8Array<ArrayBuffer>) =>
    fetch(`${door.url}/api/reports`, {
      method: "POST",
      headers: { authorization: `Bearer ${finder}`, "content-type": "application/octet-stream" },
      body: bytes,
    });

  test("of a sender whose file is too large stays until the answer is read", async () => {
    const reply = await post(new Uint8Array(40 * 1024 * 1024));
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({
      code: "request/too-large",
      detail: expect.stringContaining("bytes"),
    });
    expect((await post(Buffer.from(bundles(1)[0] ?? ""))).status).toBe(201);
  });

  test("of a sender that asks without a token is answered before the batch is sent", async () => {
    const body = new PassThrough();
    body.write(bundles(1)[0]);
    const { status } = await send(body, { token: "asy_main_none" });
    expect(status).toBe(401);
    body.destroy();
    await once(body, "close");
  });
});
