import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caller, type TestApp, testApp } from "../../testing/app.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";

let desk: TestDesk;
let site: TestApp;
let person: TestPerson;
let bearer: string;
beforeAll(async () => {
  desk = await testDesk();
  person = await desk.person(await desk.party("Lakeside Coordination", "desk"), ["coordinator"]);
  bearer = `Bearer ${await desk.token(person)}`;
  site = await testApp(desk.deps);
  mkdirSync(join(site.published, "advisories"), { recursive: true });
  writeFileSync(join(site.published, "index.html"), "<!doctype html><title>Public</title>");
  writeFileSync(join(site.published, "advisories", "feed.atom"), "<feed/>");
});
afterAll(async () => {
  await site.close();
  await desk.close();
});

/** The same pages and bodies without a guard before them, to show that it is the guard that refuses. */
async function unguarded(): Promise<FastifyInstance> {
  const app = fastify();
  app.all("/*", async () => ({ reached: true }));
  return app;
}

const CSP = [
  "default-src 'none'",
  "script-src 'self' 'nonce-N'",
  "style-src 'self' 'nonce-N'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(";");

/** Every kind of answer there is: pages, files, JSON, streams, refusals by us and by the framework. */
const ANSWERS = [
  ["the application's page", "GET", "/queue", 200],
  ["a public page", "GET", "/", 200],
  ["a public file", "GET", "/advisories/feed.atom", 200],
  ["an asset", "GET", "/assets/main.js", 200],
  ["JSON", "GET", "/healthz", 200],
  ["the OpenAPI document", "GET", "/openapi.json", 200],
  ["metrics", "GET", "/metrics", 200],
  ["a refusal", "GET", "/api/cases", 401],
  ["a page that is not there", "GET", "/nowhere", 404],
  ["a route that is not there", "GET", "/api/nowhere", 404],
  ["a method that is not there", "DELETE", "/api/me", 404],
  ["a path out of the folder", "GET", "/..%2f..%2f..%2fetc%2fpasswd", 404],
  ["a body that is not JSON", "POST", "/api/enrolment/begin", 400],
  ["a head", "HEAD", "/healthz", 200],
] as const;

describe("every answer", () => {
  test.each(ANSWERS)("carries the security headers: %s", async (_, method, url, status) => {
    const body =
      method === "POST" ? { body: "{", headers: { "content-type": "application/json" } } : {};
    const reply = await site.call(method, url, body);
    expect(reply.status).toBe(status);
    expectHeaders(reply.headers);
  });

  test("carries them where it is refused at the door", async () => {
    const misdirected = await site.call("GET", "/", { headers: { host: "evil.example" } });
    expect(misdirected.status).toBe(421);
    expectHeaders(misdirected.headers);
    const foreign = await site.call("POST", "/api/sign-out", { headers: { "x-assay": undefined } });
    expect(foreign.status).toBe(403);
    expectHeaders(foreign.headers);
  });

  test("carries them where it is streamed past the framework", async () => {
    const batch = await site.call("POST", "/api/reports/batch", {
      as: bearer,
      body: '{"title":"x"}\n',
      headers: { "content-type": "application/x-ndjson" },
    });
    expect(batch.status).toBe(200);
    expectHeaders(batch.headers);
  });

  test("is bare, and still guarded, where a path cannot be read", async () => {
    const reply = await site.call("GET", "/%c0%ae%zz");
    expect(reply).toMatchObject({ status: 400, body: { code: "request/malformed" } });
    expect(reply.headers).toMatchObject({
      "content-type": "application/problem+json; charset=utf-8",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(reply.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("carries none of them without the guard", async () => {
    const bare = caller(await unguarded(), desk.deps.site.origin);
    const { headers } = await bare("GET", "/queue");
    expect(() => expectHeaders(headers)).toThrow();
    expect(headers["content-security-policy"]).toBeUndefined();
  });

  test("names a request id of our own, never the caller's", async () => {
    const reply = await site.call("GET", "/healthz", { headers: { "x-request-id": "forged" } });
    expect(reply.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("does not say what serves it", async () => {
    const { headers } = await site.call("GET", "/healthz");
    expect(headers).not.toHaveProperty("server");
    expect(headers).not.toHaveProperty("x-powered-by");
  });
});

function expectHeaders(headers: Readonly<Record<string, unknown>>): void {
  const policy = String(headers["content-security-policy"]);
  expect(policy).not.toContain("unsafe");
  expect(policy.replaceAll(/'nonce-[0-9a-f]{32}'/g, "'nonce-N'")).toBe(CSP);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-dns-prefetch-control": "off",
  });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
}

describe("the policy for content", () => {
  test("has a nonce of its own for each page, and the page holds it", async () => {
    const nonces = new Set<string>();
    for (const _ of [1, 2, 3]) {
      const { headers, text } = await site.call("GET", "/queue");
      const [, nonce = ""] = /content="([0-9a-f]{32})"/.exec(text) ?? [];
      expect(String(headers["content-security-policy"])).toContain(
        `style-src 'self' 'nonce-${nonce}'`,
      );
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test("demands https for a year where the site has it, and not on localhost", async () => {
    const secure = await testApp(desk.deps, { origin: "https://assay.example" });
    const { headers } = await secure.call("GET", "/healthz");
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    await secure.close();
    expect((await site.call("GET", "/healthz")).headers).not.toHaveProperty(
      "strict-transport-security",
    );
  });
});

test("how the processes do is told at localhost, and elsewhere to a token that may see figures", async () => {
  const secure = await testApp(desk.deps, { origin: "https://assay.example" });
  const asked = async (as?: string) =>
    (await secure.call("GET", "/metrics", as ? { as } : {})).status;
  const overseer = await desk.person(await desk.party("Audit", "overseer"), ["overseer"]);
  const owner = await desk.person(await desk.party("Owner", "owner"), ["owner"]);
  expect(await asked()).toBe(401);
  expect(await asked(`Bearer ${await desk.token(owner)}`)).toBe(401);
  expect(await asked(`Bearer ${await desk.token(overseer)}`)).toBe(200);
  await secure.close();
  expect((await site.call("GET", "/metrics")).status).toBe(200);
});

describe("a host name", () => {
  const { host } = new URL("http://localhost:4180");

  test.each([host, "127.0.0.1:4180", "[::1]:4180"])("%s is ours", async (name) => {
    expect((await site.call("GET", "/healthz", { headers: { host: name } })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:4180",
    "localhost.evil.example:4180",
    "localhost:4181",
    "localhost",
    "127.0.0.2:4180",
    "10.0.0.1:4180",
    "",
  ])("'%s' is refused, so that no name that is pointed at us later reaches us", async (name) => {
    const reply = await site.call("GET", "/healthz", { headers: { host: name } });
    expect(reply).toMatchObject({ status: 421, body: { code: "request/host" } });
  });

  test("is not taken from what a proxy would say", async () => {
    const forwarded = { host: "evil.example", "x-forwarded-host": host };
    expect((await site.call("GET", "/healthz", { headers: forwarded })).status).toBe(421);
    const there = { host, "x-forwarded-host": "evil.example" };
    expect((await site.call("GET", "/healthz", { headers: there })).status).toBe(200);
  });

  test("of a site on a default port stands without it", async () => {
    const plain = await testApp(desk.deps, { origin: "http://localhost" });
    for (const name of ["localhost", "127.0.0.1", "[::1]"])
      expect((await plain.call("GET", "/healthz", { headers: { host: name } })).status).toBe(200);
    await plain.close();
  });

  test("of anybody reaches a server without the guard", async () => {
    const bare = caller(await unguarded(), "http://localhost:4180");
    expect((await bare("GET", "/healthz", { headers: { host: "evil.example" } })).status).toBe(200);
  });
});

describe("a change from another site", () => {
  const cross = { status: 403, body: { code: "access/cross-site" } };
  const from = (headers: Record<string, string | undefined>) =>
    site.call("POST", "/api/sign-in/begin", { headers });

  test("is refused without the header that only our pages send", async () => {
    expect(await from({ "x-assay": undefined })).toMatchObject(cross);
    const form = { "x-assay": undefined, "content-type": "application/x-www-form-urlencoded" };
    expect(await from(form)).toMatchObject(cross);
  });

  test.each(["https://evil.example", "null", "http://localhost:4181", "http://127.0.0.1:4180"])(
    "is refused from the origin %s",
    async (origin) => {
      expect(await from({ origin })).toMatchObject(cross);
    },
  );

  test("is told by the browser's own word on where it comes from, too", async () => {
    expect(await from({ "sec-fetch-site": "cross-site" })).toMatchObject(cross);
    expect(await from({ "sec-fetch-site": "same-site" })).toMatchObject(cross);
    expect((await from({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("is taken from our own pages", async () => {
    expect((await from({ origin: "http://localhost:4180" })).status).toBe(200);
  });

  test.each(["PUT", "DELETE", "PATCH"] as const)("is refused by %s as well", async (method) => {
    const reply = await site.call(method, "/api/tokens", { headers: { "x-assay": undefined } });
    expect(reply).toMatchObject(cross);
  });

  test("is taken from a script that speaks for itself with a token", async () => {
    const script = { "x-assay": undefined, origin: "https://tool.example" };
    const reply = await site.call("POST", "/api/reports", {
      as: bearer,
      headers: { ...script, "content-type": "application/octet-stream" },
      body: '{"title":"A flaw"}',
    });
    expect(reply.status).toBe(201);
  });

  test("is refused where the Authorization is one that a browser adds by itself", async () => {
    const basic = `Basic ${Buffer.from("proxy:secret").toString("base64")}`;
    for (const as of [basic, "Negotiate abc", "Bearer", "", "Digest x"]) {
      const reply = await site.call("POST", "/api/sign-in/begin", {
        as,
        headers: { "x-assay": undefined },
      });
      expect([as, reply.status]).toEqual([as, 403]);
    }
  });

  test("gets no leave from a preflight", async () => {
    const reply = await site.call("OPTIONS", "/api/reports", {
      headers: {
        origin: "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-assay",
      },
    });
    expect(reply.status).toBe(404);
    for (const name of Object.keys(reply.headers)) expect(name).not.toMatch(/^access-control-/);
  });

  test("reaches a server without the guard", async () => {
    const bare = caller(await unguarded(), "http://localhost:4180");
    const headers = { "x-assay": undefined, origin: "https://evil.example" };
    expect((await bare("POST", "/api/sign-in/begin", { headers })).status).toBe(200);
  });
});
