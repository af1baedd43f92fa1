import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Receipt } from "#contract/clearinghouse/report.ts";
import { ProblemDetails } from "#contract/page.ts";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { type TestDesk, testDesk } from "../../../testing/desk.ts";
import { illFormedFiles } from "../../../testing/illFormed.ts";
import { countRows } from "../../../testing/rowCount.ts";

let desk: TestDesk;
let door: TestApp;
let finder: string;
let other: string;
let analyst: string;
const bearer = async (party: string, kind: string, role: "finder" | "analyst") =>
  `Bearer ${await desk.token(await desk.person(await desk.party(party, kind), [role]))}`;
beforeAll(async () => {
  desk = await testDesk();
  door = await testApp(desk.deps);
  finder = await bearer("Kestrel Lab", "lab", "finder");
  other = await bearer("Heron Lab", "lab", "finder");
  analyst = await bearer("Lakeside", "desk", "analyst");
});
afterAll(async () => {
  await door.close();
  await desk.close();
});

let n = 0;
/** A finding of its own at each call. */
const bundle = (change: object = {}) => {
  n += 1;
  return {
    title: `Out-of-bounds write in reader ${n}`,
    component: `pkg:generic/reader-${n}`,
    version: "1.0.0",
    weakness: "CWE-787",
    description: `The reader ${n} multiplies a count in 32 bits and writes past its block.`,
    locations: [{ file: `src/reader${n}.c`, line: 10 + n, function: `read_${n}` }],
    ...change,
  };
};

const files = () => {
  const root = dirname(desk.deps.publishedDir);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(desk.deps.publishedDir))
    .map(({ name }) => name);
};
const everything = async () => ({ rows: await countRows(desk.owner), files: files() });

type Extra = { readonly as?: string; readonly key?: string; readonly query?: string };
const submit = (body: object | string | Buffer, { as = finder, key, query = "" }: Extra = {}) =>
  door.call("POST", `/api/reports?${query}`, {
    as,
    body: Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/octet-stream", "idempotency-key": key },
  });

test("a file is taken whatever its type is said to be; a form around it is refused with the remedy", async () => {
  const send = (type: string | undefined, body: string) =>
    door.call("POST", "/api/reports", { as: finder, body, headers: { "content-type": type } });
  for (const type of ["garbage;;;", "text/plain", "application/x-www-form-urlencoded", "image/png"])
    expect((await send(type, JSON.stringify(bundle()))).status).toBe(201);
  const form = await send("multipart/form-data; boundary=x", "--x");
  expect(form.status).toBe(415);
  expect(form.text).toContain("--data-binary");
});

describe("an ill-formed file", () => {
  const MOST_MS = 1_000;

  test.each(illFormedFiles().map((one) => [one.name, one] as const))(
    "%s is refused with place and remedy, at once, and leaves nothing",
    async (_, { bytes, rule }) => {
      const before = await everything();
      const begun = performance.now();
      const reply = await submit(Buffer.from(bytes));
      const ms = performance.now() - begun;
      expect([413, 422]).toContain(reply.status);
      expect(reply.type).toContain("application/problem+json");
      const { problems = [], detail } = ProblemDetails.parse(reply.body);
      if (reply.status === 422) {
        expect(problems[0]?.rule).toMatch(rule);
        for (const { pointer, message } of problems) {
          expect(pointer).toMatch(/^(\/|$)/);
          expect(message).toMatch(/^\S.{10,}[.?!]$/s);
        }
      } else expect(detail).toMatch(/\d/);
      expect(ms).toBeLessThan(MOST_MS);
      expect(await everything()).toEqual(before);
    },
  );
});

describe("an Idempotency-Key", () => {
  test("with the same file gives the same answer and stores nothing more", async () => {
    const one = bundle();
    const first = await submit(one, { key: "key-1" });
    expect(first.status).toBe(201);
    const before = await everything();
    const again = await submit(one, { key: "key-1" });
    expect(again.body).toEqual(first.body);
    expect(await everything()).toEqual(before);
  });

  test("with another file is refused, and a new key takes it", async () => {
    await submit(bundle(), { key: "key-2" });
    const next = bundle();
    const refused = await submit(next, { key: "key-2" });
    expect([refused.status, refused.body]).toMatchObject([422, { code: "report/key-reused" }]);
    expect((await submit(next, { key: "key-3" })).status).toBe(201);
  });

  test("is one party's own", async () => {
    await submit(bundle(), { key: "key-4" });
    expect((await submit(bundle(), { key: "key-4", as: other })).status).toBe(201);
  });

  test("of a refused file may be used again once the file is mended", async () => {
    expect((await submit({ title: 5 }, { key: "key-5" })).status).toBe(422);
    expect((await submit(bundle(), { key: "key-5" })).status).toBe(201);
  });

  test("used twice at the same moment stores one report, and both are told the same", async () => {
    const one = bundle();
    const replies = await Promise.all([1, 2, 3, 4].map(() => submit(one, { key: "key-6" })));
    const receipts = replies.map(({ body }) => Receipt.parse(body));
    expect(new Set(receipts.map(({ report }) => report)).size).toBe(1);
    expect(receipts.filter(({ status }) => status === "stored").length).toBeGreaterThan(0);
    for (const { status } of replies) expect([200, 201]).toContain(status);
  });

  test("used at the same moment for two files belongs to one of them", async () => {
    const replies = await Promise.all([bundle(), bundle()].map((one) => submit(one, { key: "7" })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe("one file", () => {
  test("is answered 201 when it is new and 200 when it is known", async () => {
    const one = bundle();
    const [first, again] = [await submit(one), await submit(one)];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(Receipt.parse(again.body)).toMatchObject({
      status: "known",
      findings: [{ id: /^FD-/ }],
    });
  });

  test("needs a token that may submit", async () => {
    const anyone = await door.call("POST", "/api/reports", { body: "{}" });
    expect(anyone.status).toBe(401);
    const overseer = await desk.person(await desk.party("Audit", "overseer"), ["overseer"]);
    const forbidden = await submit(bundle(), { as: `Bearer ${await desk.token(overseer)}` });
    expect(forbidden.status).toBe(403);
  });

  test("is read back byte for byte by who sent it and by the desk, and by nobody else", async () => {
    const text = JSON.stringify(bundle(), null, 3);
    const { report } = Receipt.parse((await submit(text)).body);
    const read = (as: string) => door.call("GET", `/api/reports/${report}/file`, { as });
    expect((await read(finder)).text).toBe(text);
    expect((await read(analyst)).text).toBe(text);
    expect((await read(other)).status).toBe(404);
  });
});
