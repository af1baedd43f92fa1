import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whyUnavailable } from "#actions/system/whyUnavailable.ts";
import { ProblemDetails } from "#contract/page.ts";
import { openDatabase } from "#store/database.ts";
import { caller, type Reply, type TestApp, testApp } from "../../testing/app.ts";
import { type TestDesk, testDesk } from "../../testing/desk.ts";

let desk: TestDesk;
let site: TestApp;
let bearer: string;
const logged: { err: Error }[] = [];
const log = {
  level: "info",
  info: () => {},
  debug: () => {},
  trace: () => {},
  warn: () => {},
  fatal: () => {},
  silent: () => {},
  error: (about: { err: Error }) => void logged.push(about),
  child: () => log,
};

const SECRET = "postgres://assay:hunter2@db.internal/assay";
const broken = {
  name: "Broken",
  begin: () => {
    throw new Error(`connect ${SECRET}`);
  },
  finish: async () => undefined,
};

beforeAll(async () => {
  desk = await testDesk();
  const person = await desk.person(await desk.party("Lakeside", "desk"), ["coordinator"]);
  bearer = `Bearer ${await desk.token(person)}`;
  site = await testApp({ ...desk.deps, oidc: broken }, { log });
});
afterAll(async () => {
  await site.close();
  await desk.close();
});

test("a database that does not answer is no mistake of ours: 503, and to be tried again", async () => {
  const nowhere = openDatabase("postgres://assay_app@127.0.0.1:1/none", { patienceMs: 50 });
  const cut = await testApp({ ...desk.deps, db: nowhere });
  const reply = await cut.call("POST", "/api/reports", { as: bearer, body: '{"title":"a"}' });
  expectProblem(reply, 503, "server/unavailable");
  await cut.close();
  await nowhere.destroy();
});

test("a full disk is told as one", () => {
  for (const code of ["53100", "ENOSPC"])
    expect(whyUnavailable(Object.assign(new Error("full"), { code }))).toMatch(/disk is full/);
  expect(whyUnavailable(new TypeError("x is not a function"))).toBeNull();
});

function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.status, reply.type]).toEqual([status, "application/problem+json; charset=utf-8"]);
  const problem = ProblemDetails.parse(reply.body);
  expect(problem).toMatchObject({
    status,
    code,
    type: `urn:assay:problem:${code.replace("/", ":")}`,
  });
  expect(problem.instance).toBe(`urn:assay:request:${reply.headers["x-request-id"]}`);
  expect(reply.text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d+|FST_ERR/);
}

const json = { "content-type": "application/json" };
const begin = (body: string, headers: Record<string, string | undefined> = json) =>
  site.call("POST", "/api/enrolment/begin", { body, headers });

describe("a body that the framework cannot take", () => {
  test.each([
    ["that is not JSON", '{"token":', json, 400, "request/malformed"],
    ["that is empty", "", json, 400, "request/malformed"],
    [
      "that would change every object's prototype",
      '{"__proto__":{"admin":true}}',
      json,
      400,
      "request/malformed",
    ],
    [
      "that would change its constructor's",
      '{"constructor":{"prototype":{"a":1}}}',
      json,
      400,
      "request/malformed",
    ],
    [
      "that is longer than announced",
      "{}",
      { ...json, "content-length": "1" },
      400,
      "request/malformed",
    ],
    [
      "of a form",
      "token=x",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "request/media-type",
    ],
    ["of text", '{"token":"x"}', { "content-type": "text/plain" }, 415, "request/media-type"],
    ["of a type that is none", '{"token":"x"}', { "content-type": "x" }, 415, "request/media-type"],
    ["of 4 MB and a byte", `"${"x".repeat(4 * 1024 * 1024 - 1)}"`, json, 413, "request/too-large"],
  ] as const)("%s is a problem", async (_, body, headers, status, code) => {
    expectProblem(await begin(body, headers), status, code);
  });

  test("is not even parsed for somebody who may not come in", async () => {
    for (const body of ['{"token":', `"${"x".repeat(4 * 1024 * 1024)}"`]) {
      const reply = await site.call("POST", "/api/parties", { body, headers: json });
      expectProblem(reply, 401, "access/sign-in");
    }
  });

  test("lists each fault with its place", async () => {
    const body = { name: "", kind: "club", contact: "nobody", more: 1 };
    const reply = await site.call("POST", "/api/parties", { as: bearer, body });
    expectProblem(reply, 400, "request/malformed");
    const { problems } = reply.body as ProblemDetails;
    expect(problems?.map(({ pointer }) => pointer).sort()).toEqual([
      "/body",
      "/body/contact",
      "/body/kind",
      "/body/name",
    ]);
  });

  test.each([
    ["a NUL", { name: "a\u0000b", kind: "lab" }, "/body/name"],
    ["half of a surrogate pair", { name: "a\ud800b", kind: "lab" }, "/body/name"],
    ["a NUL in a name", { name: "a", kind: "lab", "b\u0000": 1 }, "/body"],
  ])(
    "with %s is a fault with its place, not a failure of the database",
    async (_, body, pointer) => {
      const reply = await site.call("POST", "/api/parties", { as: bearer, body });
      expectProblem(reply, 400, "request/malformed");
      expect((reply.body as ProblemDetails).problems).toMatchObject([{ pointer }]);
    },
  );

  test("that is nested without end is a fault, not an exhausted stack", async () => {
    const levels = 200_000;
    const body = `{"name":"a","kind":"lab","contact":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    const reply = await site.call("POST", "/api/parties", { as: bearer, body, headers: json });
    expectProblem(reply, 400, "request/malformed");
  });
});

describe("a path or a query that leads nowhere", () => {
  test.each([
    "/nowhere",
    "/api/nowhere",
    "/api/cases/VC-2026-0001/nothing",
    "/assets/../index.html",
    "/assets/..%2findex.html",
    "/assets/%2e%2e/index.html",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/..%5c..%5cetc%5cpasswd",
    "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/.%2e/.%2e/etc/passwd",
    "//etc/passwd",
    "/advisories%00.html",
    "/a%00b",
  ])("GET %s is a problem, and shows no file", async (path) => {
    const reply = await site.call("GET", path);
    expectProblem(reply, 404, "request/not-found");
  });

  test.each(["/api/parties?after=%00", "/api/cases?text=%00"])(
    "GET %s is a fault of the caller",
    async (path) => {
      expectProblem(await site.call("GET", path, { as: bearer }), 400, "request/malformed");
    },
  );

  test.each([
    "/api/persons?after=x",
    "/api/parties?after=%ff",
    "/api/batches?after=x",
    "/api/batches?after=2026-01-01T00:00:00Z_x",
    "/api/batches?after=275761-01-01_00000000-0000-4000-8000-000000000000",
    "/api/proposals?after=x_y",
    "/api/proposals?after=1e999_00000000-0000-4000-8000-000000000000",
    "/api/proposals?after=0.5_x",
    "/api/findings?after=x",
    "/api/advisories?after=x",
    "/api/advisories?after=999999-01-01T00:00:00Z",
    "/api/ledger/entries?after=1.5",
    "/api/ledger/entries?after=-1",
    "/api/ledger/entries?after=1e300",
    "/api/cases?after=99999999999_2026-01-01_VC-2026-0001",
    "/api/cases?after=1_2026-99-99_VC-2026-0001",
    "/api/ledger/proof/9007199254740991",
  ])("GET %s breaks nothing", async (path) => {
    const reply = await site.call("GET", path, { as: bearer });
    expect(reply.status).toBeLessThan(500);
  });

  test.each(["1.5", "-1", "1e300", "99999999999", "x"])(
    "the record of a case after %s breaks nothing",
    async (after) => {
      const finder = await desk.person(await desk.party(`Lab ${after}`, "lab"), ["finder"]);
      const { ref } = await desk.submit(finder);
      const path = `/api/cases/${ref}/events?after=${after}`;
      expect((await site.call("GET", path, { as: bearer })).status).toBe(200);
    },
  );
});

describe("a failure of ours", () => {
  test("says that it happened and where to look, and not what it was", async () => {
    const reply = await site.call("GET", "/api/oidc/begin");
    expectProblem(reply, 500, "server/failed");
    expect(reply.text).not.toContain("hunter2");
    expect((reply.body as ProblemDetails).detail).toContain(String(reply.headers["x-request-id"]));
    expect(logged.at(-1)?.err.message).toContain("connect");
  });

  test("says what it was where nobody catches it: the handler is what hides it", async () => {
    const bare = fastify();
    bare.get("/api/oidc/begin", async () => broken.begin());
    const reply = await caller(bare, desk.deps.site.origin)("GET", "/api/oidc/begin");
    expect(reply.text).toContain("hunter2");
  });
});

describe("too many requests from one address", () => {
  test("are refused for the rest of the minute, with the time to wait", async () => {
    const slow = await testApp(desk.deps, { ratePerMinute: 3 });
    const replies: Reply[] = [];
    for (let i = 0; i < 5; i++) replies.push(await slow.call("GET", "/api/door"));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    const [first, , , refused] = replies;
    expect(first?.headers).toMatchObject({
      "x-ratelimit-limit": "3",
      "x-ratelimit-remaining": "2",
    });
    if (!refused) throw new Error("There is no fourth answer.");
    expectProblem(refused, 429, "request/too-many");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.headers["content-security-policy"]).toContain("default-src 'none'");
    await slow.close();
  });

  test("are refused on paths that lead nowhere, too", async () => {
    const slow = await testApp(desk.deps, { ratePerMinute: 3 });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++)
      statuses.push((await slow.call("POST", `/nowhere/${i}`, { body: {} })).status);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    await slow.close();
  });

  test("are not the parts of one upload, however many there are", async () => {
    const slow = await testApp(desk.deps, { ratePerMinute: 3 });
    const part = `/api/reviews/RV-2026-0001/sealed/${randomUUID()}/parts/0`;
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await slow.call("PUT", part, { body: "x" })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    await slow.close();
  });

  test("are all taken without the limit", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await site.call("GET", "/api/door")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });
});

describe("what is not HTTP", () => {
  /** Everything that the other side says until it hangs up. */
  const say = (port: number, text: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.on("data", (part) => {
        heard += part.toString();
      });
      socket.on("close", () => resolve(heard));
      socket.on("error", reject);
    });

  test.each([
    ["nonsense", "NONSENSE\r\n\r\n", 400],
    ["a header without end", `GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
      400,
    ],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
  ] as const)("is answered shortly and hung up on: %s", async (_, text, status) => {
    await site.app.listen({ port: 0, host: "127.0.0.1" }).catch(() => {});
    const { port } = site.app.server.address() as AddressInfo;
    const heard = await say(port, text);
    expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(heard).toContain("application/problem+json");
    expect(heard).toContain("default-src 'none'");
    expect(heard).not.toContain("HPE_");
  });
});
