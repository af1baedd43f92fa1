import fastifyCookie from "@fastify/cookie";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Deps } from "#actions/deps.ts";
import { PageQuery, page } from "#contract/page.ts";
import { route } from "#contract/route.ts";
import { ok } from "#core/result.ts";
import { bind, on } from "./bind.ts";

const listWords = route({
  id: "listWords",
  method: "GET",
  path: "/api/words",
  summary: "Two words a page",
  permission: "public",
  audit: "none",
  query: PageQuery.extend({ text: z.string().optional() }),
  answer: page(z.string()),
});

const app = fastify();
const deps = { site: { origin: "http://localhost:7332" } } as unknown as Deps;
beforeAll(async () => {
  await app.register(fastifyCookie);
  const words = on(listWords, async ({ query }) =>
    query.after === undefined
      ? ok({ items: ["a", "b"], next: "b & c" })
      : ok({ items: ["d"], next: null }),
  );
  bind(app, deps, words);
});
afterAll(() => app.close());

describe("a list", () => {
  test("links to its next page, with what was asked besides", async () => {
    const first = await app.inject("/api/words?text=x%20y&limit=2");
    const [, next = ""] = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link)) ?? [];
    const asked = new URL(next, "http://localhost").searchParams;
    expect(Object.fromEntries(asked)).toEqual({ text: "x y", limit: "2", after: "b & c" });
    const last = await app.inject(next);
    expect(last.json()).toEqual({ items: ["d"], next: null });
    expect(last.headers.link).toBeUndefined();
  });
});

test("no answer of a route may be kept by a cache, refusals neither", async () => {
  const answered = await app.inject("/api/words");
  const refused = await app.inject("/api/words?limit=none");
  expect([answered.statusCode, refused.statusCode]).toEqual([200, 400]);
  for (const { headers } of [answered, refused]) expect(headers["cache-control"]).toBe("no-store");
});
