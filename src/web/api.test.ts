import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { route } from "#contract/route.ts";
import { ApiError, call } from "./api.ts";

const rename = route({
  id: "rename",
  method: "POST",
  path: "/api/things/:id",
  summary: "",
  permission: "public",
  audit: "none",
  params: z.object({ id: z.string() }),
  body: z.strictObject({ name: z.string() }),
  answer: z.object({ name: z.string() }),
});
const asked = { params: { id: "a b" }, body: { name: "x" } };

function serverAnswers(body: unknown, status = 200) {
  const fetched = vi.fn(
    async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}
const failureOf = (promise: Promise<unknown>): Promise<ApiError> =>
  promise.then(
    () => Promise.reject(new Error("It did not fail.")),
    (error: ApiError) => error,
  );
afterEach(() => vi.unstubAllGlobals());

describe("a call along the contract", () => {
  test("goes to the route’s path with its method, and marks a change as coming from our own page", async () => {
    const fetched = serverAnswers({ name: "y" });
    await expect(call(rename, asked)).resolves.toEqual({ name: "y" });
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toBe("/api/things/a%20b");
    expect(init).toMatchObject({
      method: "POST",
      body: '{"name":"x"}',
      headers: { "content-type": "application/json", "x-assay": "1" },
    });
  });

  test("a refusal keeps its public code and every fault’s place", async () => {
    const problems = [{ rule: "r", pointer: "/name", message: "Too short." }];
    const details = {
      type: "t",
      title: "T",
      status: 422,
      code: "thing/bad",
      detail: "No.",
      problems,
    };
    serverAnswers(details, 422);
    const error = await failureOf(call(rename, asked));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, message: "No.", details });
  });

  test("an answer of another shape is a failure, not a page full of holes", async () => {
    serverAnswers({ title: "y" });
    expect((await failureOf(call(rename, asked))).details.code).toBe("answer/unreadable");
  });

  test("a refusal without words is still a refusal", async () => {
    vi.stubGlobal("fetch", async () => new Response("<html>", { status: 503 }));
    expect(await failureOf(call(rename, asked))).toMatchObject({ status: 503 });
  });

  test("a server that is not reached is told from one that refuses", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    expect(await failureOf(call(rename, asked))).toMatchObject({ status: 0 });
  });
});
