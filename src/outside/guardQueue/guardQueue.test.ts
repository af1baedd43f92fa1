import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { openGuardQueue, type Question } from "./guardQueue.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const QUESTION: Question = {
  text: "perhaps",
  rewrite: null,
  audience: { kind: "public" },
  findings: [],
  destination: "a model",
  seconds: 20,
};
const answer = (state: string) => ({ id: "id-1", state, decidedBy: "Ada", reason: "Why not." });

/** A server that gives these answers one after the other; the last one again and again. A number is a status. */
async function served(answers: readonly (object | number)[]) {
  const asked: {
    readonly line: string;
    readonly token: string | undefined;
    readonly body: unknown;
  }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = request.method === "POST" ? await json(request) : null;
    const line = `${request.method} ${request.url}`;
    asked.push({ line, token: request.headers.authorization, body });
    const next = answers[Math.min(asked.length, answers.length) - 1] ?? 500;
    response.statusCode = typeof next === "number" ? next : 200;
    response.end(JSON.stringify(next));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const ask = openGuardQueue(`http://127.0.0.1:${port}/`, "token-1");
  return {
    asked,
    ask: (some: Partial<Question> = {}, signal = new AbortController().signal) =>
      ask({ ...QUESTION, ...some }, signal),
  };
}

describe("the queue of those who decide", () => {
  test("is asked once, and waited for until somebody decides", async () => {
    const { ask, asked } = await served([answer("waiting"), answer("waiting"), answer("released")]);
    expect(await ask()).toEqual({ state: "released", reason: "Why not.", decidedBy: "Ada" });
    expect(asked.map(({ line }) => line)).toEqual([
      "POST /api/guard/escalations",
      expect.stringMatching(/^GET \/api\/guard\/escalations\/id-1\/answer\?wait=\d+$/),
      expect.stringMatching(/^GET \/api\/guard\/escalations\/id-1\/answer\?wait=\d+$/),
    ]);
    expect(asked[0]).toMatchObject({ token: "Bearer token-1", body: QUESTION });
  });

  test("is asked again where the server was away for a moment", async () => {
    const { ask } = await served([answer("waiting"), 502, answer("blocked")]);
    expect(await ask()).toMatchObject({ state: "blocked" });
  });

  test("says that nobody could be asked: the server refuses, talks nonsense, or is not there", async () => {
    for (const first of [403, 422, { id: 1 }])
      expect(await (await served([first])).ask()).toMatchObject({ state: "unasked" });
    const nobody = openGuardQueue("http://127.0.0.1:9", "token-1");
    expect(await nobody(QUESTION, new AbortController().signal)).toMatchObject({
      state: "unasked",
    });
  });

  test("is left when the time is over, or when nobody listens any more", async () => {
    const { ask } = await served([answer("waiting")]);
    expect(await ask({ seconds: 1 })).toMatchObject({ state: "expired" });
    const gone = new AbortController();
    const asking = ask({}, gone.signal);
    gone.abort();
    expect((await asking).state).toMatch(/^(?:expired|unasked)$/);
  });
});
