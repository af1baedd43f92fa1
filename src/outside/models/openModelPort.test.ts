import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type ChatReply, type ChatRequest, PLAIN_SAMPLING } from "#core/models/chat.ts";
import type { ModelEndpoint } from "#core/models/endpoint.ts";
import { toOpenAiReply } from "#core/models/openAiReply.ts";
import { type OpenAiRequest, toOpenAiRequest } from "#core/models/openAiRequest.ts";
import { toOpenAiEvents } from "#core/models/openAiStream.ts";
import { toSseText } from "#core/models/sse.ts";
import { openModelPort, type PortOptions } from "./openModelPort.ts";
import { openSystemFetch } from "./systemFetch.ts";

const REPLY: ChatReply = {
  content: "Good day",
  toolCalls: [],
  finish: "stop",
  usage: { input: 10, output: 3 },
  model: "m",
};
const GOOD = JSON.stringify(toOpenAiReply(REPLY, "1"));
const KEY = "sk-very-secret-0123456789";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

type Written = { status?: number; type?: string; text?: string; headers?: Record<string, string> };

/** A server that answers the n-th request (from 0) so, and tells when each came. */
async function serve(answer: (nth: number) => Written | "hang" | "cut") {
  const asked: { at: number; body: OpenAiRequest; authorization: string | undefined }[] = [];
  const listener: RequestListener = async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = JSON.parse(Buffer.concat(parts).toString()) as OpenAiRequest;
    const { authorization } = request.headers;
    asked.push({ at: performance.now(), body, authorization });
    const said = answer(asked.length - 1);
    if (said === "hang") return;
    if (said === "cut") return void request.socket.destroy();
    const { status = 200, type = "application/json", text = GOOD, headers = {} } = said;
    response.writeHead(status, { "content-type": type, ...headers }).end(text);
  };
  const server = createServer((request, response) => void listener(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint: ModelEndpoint = {
    protocol: "openai-chat",
    url: `http://127.0.0.1:${port}/v1`,
    model: "m",
    key: KEY,
  };
  return { endpoint, asked };
}

const ask = (content: string, maxTokens: number | null = null): ChatRequest => ({
  messages: [{ role: "user", content }],
  tools: [],
  sampling: { ...PLAIN_SAMPLING, maxTokens },
  answerSchema: null,
});

const open = (options: Partial<PortOptions> = {}) =>
  openModelPort({
    mode: "live",
    fetch: openSystemFetch(),
    now: Date.now,
    chance: () => 0.5,
    ...options,
    retry: { attempts: 4, baseMs: 10, mostMs: 40, ...options.retry },
  } as PortOptions);

describe("a live model", () => {
  test("answers, and what went over the wire is kept without the key", async () => {
    const { endpoint, asked } = await serve(() => ({}));
    const port = open();
    const answer = await port.ask(endpoint, ask("Hello"));
    expect(answer).toMatchObject({
      ok: true,
      value: { reply: REPLY, wire: { status: 200, attempts: 1, request: { model: "m" } } },
    });
    expect(asked[0]).toMatchObject({
      authorization: `Bearer ${KEY}`,
      body: toOpenAiRequest("m", ask("Hello")),
    });
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(port.spent()).toMatchObject({ calls: 1, inputTokens: 10, outputTokens: 3 });
  });

  test("that answers in pieces says the same", async () => {
    const text = toOpenAiEvents(REPLY, "1").map(toSseText).join("");
    const { endpoint, asked } = await serve(() => ({ type: "text/event-stream", text }));
    const answer = await open({ streaming: true }).ask(endpoint, ask("Hello"));
    expect(answer).toMatchObject({ ok: true, value: { reply: REPLY } });
    expect(asked[0]?.body.stream).toBe(true);
  });

  test("that does not say its tokens is counted by estimate, and that is told", async () => {
    const text = JSON.stringify({
      choices: [{ message: { content: "x" }, finish_reason: "stop" }],
    });
    const { endpoint } = await serve(() => ({ text }));
    const port = open();
    await port.ask(endpoint, ask("x".repeat(400), 50));
    expect(port.spent()).toMatchObject({
      inputTokens: 104,
      outputTokens: 50,
      estimatedTokens: 154,
    });
  });
});

describe("a model that falters", () => {
  test("by closing an idle connection is asked over a new one, which is no further attempt", async () => {
    const { endpoint, asked } = await serve(() => ({}));
    const port = open();
    await port.ask(endpoint, ask("first"));
    const [server] = servers;
    server?.prependOnceListener("request", ({ socket }) => socket.destroy());
    expect(await port.ask(endpoint, ask("second"))).toMatchObject({
      ok: true,
      value: { wire: { attempts: 1 } },
    });
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  test.each([408, 409, 429, 500, 503, 529])("with %s is asked again", async (status) => {
    const { endpoint, asked } = await serve((nth) => (nth < 2 ? { status, text: "" } : {}));
    const port = open();
    expect(await port.ask(endpoint, ask("x"))).toMatchObject({
      ok: true,
      value: { wire: { attempts: 3 } },
    });
    expect([asked.length, port.spent().calls, port.spent().retries]).toEqual([3, 3, 2]);
  });

  test.each([400, 401, 403, 404, 422])("with %s is not", async (status) => {
    const { endpoint, asked } = await serve(() => ({
      status,
      text: `{"error":"${KEY} is wrong"}`,
    }));
    const answer = await open().ask(endpoint, ask("x"));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "model/status" } });
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(JSON.stringify(answer)).toContain("[key] is wrong");
  });

  test("by breaking the connection is asked again, and given up in the end", async () => {
    const { endpoint, asked } = await serve(() => "cut");
    const answer = await open().ask(endpoint, ask("x"));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "model/unreachable" } });
    expect(answer.ok || answer.refusal.detail).toContain("After 4 attempts");
    expect(asked).toHaveLength(4);
  });

  test("and says when, is left alone until then: seconds or a date", async () => {
    let clock = Date.UTC(2026, 8, 22, 9, 0, 0);
    const slept: number[] = [];
    const sleep = async (ms: number) => {
      slept.push(ms);
      clock += ms;
    };
    const date = "Tue, 22 Sep 2026 09:00:40 GMT";
    const { endpoint } = await serve((nth) =>
      nth < 2 ? { status: 429, headers: { "retry-after": nth === 0 ? "7" : date } } : {},
    );
    const answer = await open({ now: () => clock, sleep }).ask(endpoint, ask("x"));
    expect(answer.ok).toBe(true);
    // 7 s and a little; then until 40 s past the hour, and a little.
    expect(slept).toEqual([7_000, 5, 32_995, 5]);
  });

  test("and wants more patience than there is, is not waited for", async () => {
    const { endpoint, asked } = await serve(() => ({
      status: 429,
      headers: { "retry-after": "86400" },
    }));
    const answer = await open().ask(endpoint, ask("x"));
    expect(answer.ok || answer.refusal.detail).toContain("asks to wait 86400 s");
    expect(asked).toHaveLength(1);
  });

  test("pauses all who ask it, and nobody who asks another", async () => {
    const { endpoint, asked } = await serve((nth) =>
      nth === 0 ? { status: 429, headers: { "retry-after": "0.3" } } : {},
    );
    const port = open();
    const first = port.ask(endpoint, ask("first"));
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const limited = asked[0]?.at ?? 0;
    const other = port.ask({ ...endpoint, model: "other" }, ask("other"));
    const same = Array.from({ length: 5 }, (_, i) => port.ask(endpoint, ask(`${i}`)));
    await Promise.all([first, other, ...same]);
    const waited = (model: string) =>
      asked.slice(1).flatMap(({ at, body }) => (body.model === model ? [at - limited] : []));
    expect(Math.min(...waited("m"))).toBeGreaterThanOrEqual(295);
    expect(Math.max(...waited("other"))).toBeLessThan(250);
    expect(waited("m")).toHaveLength(6);
  });
});

describe("a model that is none", () => {
  test("because it hangs is given up after two attempts, with what to do", async () => {
    const { endpoint, asked } = await serve(() => "hang");
    const answer = await open({ timeoutMs: 40 }).ask(endpoint, ask("x"));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "model/timeout" } });
    expect(answer.ok || answer.refusal.detail).toContain("did not answer within 0.04 s");
    expect(asked).toHaveLength(2);
  });

  test.each([
    ["a web page", { type: "text/html", text: "<html>Log in</html>" }, "web page"],
    ["half of a JSON", { text: GOOD.slice(0, 40) }, "no JSON"],
    ["too much", { text: JSON.stringify("x".repeat(3_000)) }, "larger than 2000 bytes"],
    ["a deep hole", { text: "[".repeat(900) + "]".repeat(900) }, "no JSON"],
  ])("because it answers %s is refused at once", async (_, written, says) => {
    const { endpoint, asked } = await serve(() => written);
    const answer = await open({ mostBytes: 2_000 }).ask(endpoint, ask("x"));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "model/malformed" } });
    expect(answer.ok || answer.refusal.detail).toContain(says);
    expect(answer.ok || answer.refusal.detail).toContain("127.0.0.1");
    expect(asked).toHaveLength(1);
  });

  test("because it leads elsewhere is refused, and the key does not follow", async () => {
    const elsewhere = await serve(() => ({}));
    const { endpoint } = await serve(() => ({
      status: 307,
      text: "",
      headers: { location: `${elsewhere.endpoint.url}/chat/completions` },
    }));
    const answer = await open().ask(endpoint, ask("x"));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "model/status" } });
    expect(elsewhere.asked).toEqual([]);
  });

  test.each([
    ["ftp://example.org/v1", KEY, "no http"],
    ["http://user:secret@127.0.0.1/v1", KEY, "Give the key apart"],
    ["http://127.0.0.1:1/v1", "sk-1\nsk-2", "Copy it again"],
    ["http://127.0.0.1:1/v1", KEY, "cannot be reached"],
  ])("at %s is told so", async (url, key, says) => {
    const { endpoint } = await serve(() => ({}));
    const answer = await open({ retry: { attempts: 1 } }).ask({ ...endpoint, url, key }, ask("x"));
    const told = answer.ok ? "" : answer.refusal.detail;
    expect(told).toContain(says);
    expect(told).not.toMatch(/secret|sk-/);
  });

  test("anybody waits for any more is left: at once, wherever it stands", async () => {
    const { endpoint } = await serve((nth) =>
      nth === 0 ? "hang" : { status: 429, headers: { "retry-after": "60" } },
    );
    const port = open();
    for (const _ of ["in flight", "in a pause"]) {
      const controller = new AbortController();
      const begun = performance.now();
      const waiting = port.ask(endpoint, ask("x"), controller.signal);
      setTimeout(() => controller.abort(), 60);
      expect(await waiting).toMatchObject({ ok: false, refusal: { code: "model/cancelled" } });
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});

describe("a ceiling", () => {
  const ceilingOf = (answers: readonly { ok: boolean }[]) => answers.filter(({ ok }) => ok).length;

  test("on calls holds for many at once, and is a refusal", async () => {
    const { endpoint, asked } = await serve(() => ({}));
    const port = open({ ceilings: { calls: 7 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => port.ask(endpoint, ask(`${i}`))),
    );
    expect([ceilingOf(answers), asked.length, port.spent().calls]).toEqual([7, 7, 7]);
    const refused = answers.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ refusal: { code: "model/ceiling" } });
  });

  test("on tokens counts what is in flight, and is used to the last call that fits", async () => {
    const { endpoint, asked } = await serve(() => ({}));
    // Each call may take 5 + 45 and takes 13: one at a time goes until the next might not fit.
    const port = open({ ceilings: { tokens: 100 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => port.ask(endpoint, ask("a", 45))),
    );
    const { inputTokens, outputTokens } = port.spent();
    expect(inputTokens + outputTokens).toBeLessThanOrEqual(100);
    expect([ceilingOf(answers), asked.length]).toEqual([4, 4]);
  });

  test("on time cuts off what is in flight, and no pause outlasts it", async () => {
    const hung = await serve(() => "hang");
    const limited = await serve(() => ({ status: 429, headers: { "retry-after": "30" } }));
    for (const { endpoint } of [hung, limited]) {
      const begun = performance.now();
      const answer = await open({ ceilings: { wallMs: 80 } }).ask(endpoint, ask("x"));
      expect(answer).toMatchObject({ ok: false, refusal: { code: "model/ceiling" } });
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});

describe("a script", () => {
  test("answers in its order, and says when it is over", async () => {
    const port = open({ mode: "scripted", script: [REPLY] } as Partial<PortOptions>);
    const endpoint: ModelEndpoint = {
      protocol: "openai-chat",
      url: "http://x",
      model: "m",
      key: null,
    };
    expect(await port.ask(endpoint, ask("x"))).toMatchObject({ ok: true, value: { reply: REPLY } });
    expect(await port.ask(endpoint, ask("x"))).toMatchObject({ ok: false });
  });
});
