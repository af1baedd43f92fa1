import { request as ask } from "node:http";
import { text as readText } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { PROTOCOLS, type Protocol } from "#core/guard/proxy/wire.ts";
import { ok } from "#core/result.ts";
import type { QueueAnswer } from "#outside/guardQueue/guardQueue.ts";
import { answering, chat, PATHS, post, proxied } from "../../testing/guardProxy.ts";
import { PLAIN_ANSWERS, readSse, saidIn, stopIn, toSse } from "../../testing/modelWire.ts";
import { RICH_BODIES } from "../../testing/modelWireRich.ts";
import { writePieces } from "../../testing/stubModel.ts";
import { PROXY_LIMITS } from "./parts.ts";

const TOKENS = ["Mail ja", "ne.doe@exam", "ple.com 😀", " now."];
const streamed = (protocol: Protocol, tokens: readonly string[] = TOKENS) =>
  toSse(PLAIN_ANSWERS[protocol](tokens));

describe.each(PROTOCOLS)("the proxy, as %s", (protocol) => {
  const path = PATHS[protocol];

  test("passes a stream on, rewritten, with the verdict in trailers and the last event", async () => {
    const bytes = Buffer.from(streamed(protocol));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
      bytes.subarray(i * 7, i * 7 + 7),
    );
    const { port, records, stub } = await proxied((_, response) => writePieces(response, pieces));
    const trailers = await new Promise<{ text: string; trailers: object; headers: object }>(
      (resolve, reject) => {
        const asking = ask(
          {
            port,
            host: "127.0.0.1",
            path,
            method: "POST",
            headers: { "content-type": "application/json" },
          },
          async (answer) => {
            const text = await readText(answer);
            resolve({ text, trailers: answer.trailers, headers: answer.headers });
          },
        );
        asking.on("error", reject).end('{"stream":true}');
      },
    );
    expect(saidIn(protocol, trailers.text)).toBe("Mail [EMAIL] 😀 now.");
    expect(trailers.text).not.toMatch(/jane|doe@/);
    expect(trailers.trailers).toMatchObject({
      "assay-guard-verdict": "rewrite",
      "assay-guard-findings": expect.stringMatching(/^[1-9]/),
    });
    expect(trailers.headers).toMatchObject({
      "assay-guard-policy": expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(stub.asked[0]?.path).toBe(path);
    expect(records[0]?.report).toMatchObject({ verdict: "rewrite", outcome: "rewritten" });
    expect([...(records[0]?.texts.values() ?? [])]).toEqual([TOKENS.join("")]);
    expect([...(records[0]?.output.values() ?? [])]).toEqual(["Mail [EMAIL] 😀 now."]);
  });

  test("passes an answer in one piece on, with the verdict in headers", async () => {
    const body = JSON.stringify(RICH_BODIES[protocol]).replace(
      "Hi there",
      "Mail jane.doe@example.com",
    );
    const { url } = await proxied(
      (_, response) =>
        response.setHeader("content-type", "application/json").end(body) && undefined,
    );
    const answer = await post(url + path);
    expect(answer.headers.get("assay-guard-verdict")).toBe("rewrite");
    expect(Number(answer.headers.get("assay-guard-findings"))).toBeGreaterThan(0);
    const said = await answer.text();
    expect(said).toContain("[EMAIL]");
    expect(said).not.toContain("jane.doe");
  });

  test("says in the protocol's words what went wrong, and passes nothing of it on", async () => {
    const begun = streamed(protocol).split(/(?<=ne\.doe@exam"[^\n]*\n\n)/)[0] ?? "";
    const faults: Record<string, (response: import("node:http").ServerResponse) => unknown> = {
      reset: async (response) => {
        await writePieces(response, [begun], false);
        response.destroy();
      },
      early: (response) => writePieces(response, [begun]),
      page: (response) => writePieces(response, [begun, "data: <html>secret</html>\n\n"]),
    };
    for (const [name, fault] of Object.entries(faults)) {
      const { url } = await proxied((_, response) => fault(response) as Promise<void>);
      const text = await (await post(url + path, { stream: true })).text();
      expect(text, name).toMatch(/"error"/);
      expect(text, name).not.toMatch(/secret|html|ne\.doe/);
      expect(saidIn(protocol, text), name).toMatch(/^(?:Mail )?$/);
    }
  });

  test.each([
    ["a page", 200, "text/html", "<html>jane.doe@example.com</html>", 502],
    ["no JSON", 200, "application/json", "{jane.doe@example.com", 502],
    ["an answer of another kind", 200, "application/json", '{"note":"jane.doe@example.com"}', 502],
    ["a page and an error", 503, "text/html", "<html>jane.doe@example.com</html>", 503],
    [
      "an error that quotes",
      400,
      "application/json",
      '{"error":{"message":"No such jane.doe@example.com"}}',
      400,
    ],
  ])("answers %s with an error", async (_, status, type, body, expected) => {
    const { url } = await proxied(
      (__, response) =>
        response.writeHead(status, { "content-type": type, "x-note": "jane" }).end(body) &&
        undefined,
    );
    const answer = await post(url + path);
    const text = await answer.text();
    expect(answer.status).toBe(expected);
    expect(JSON.parse(text)).toMatchObject({ error: { message: expect.any(String) } });
    expect(text + JSON.stringify([...answer.headers])).not.toMatch(/jane/);
  });

  test.each([
    ["released", "Mail [EMAIL]. The fund will return 12% a year.", /^(?:stop|end_turn|completed)$/],
    ["rewritten", "Mail [EMAIL]. The fund [PROJECTION] a year.", /^(?:stop|end_turn|completed)$/],
    ["blocked", null, /^(?:content_filter|refusal|incomplete)$/],
    ["expired", null, /^(?:content_filter|refusal|incomplete)$/],
  ] as const)("waits for a person, who answers: %s", async (state, said, stop) => {
    const tokens = ["Mail a@example.com. The fund wi", "ll return 1", "2% a year."];
    const questions: unknown[] = [];
    const given = {
      settings: { onEscalate: "wait" as const },
      parts: {
        askPerson: async (asked: object): Promise<QueueAnswer> => {
          questions.push(asked);
          return { state, reason: "secret reason", decidedBy: "Ada" };
        },
      },
    };
    const { url, records } = await proxied(
      (_, response) => writePieces(response, [streamed(protocol, tokens)]),
      given,
    );
    const text = await (await post(url + path, { stream: true })).text();
    const heard = saidIn(protocol, text);
    if (said !== null) expect(heard).toBe(said);
    // How much of what comes before is out by then, the rules that may still be alive decide.
    else expect("Mail [EMAIL]. The fund ".startsWith(heard)).toBe(true);
    expect(stopIn(protocol, text)).toMatch(stop);
    expect(text).not.toContain("secret reason");
    expect(questions).toMatchObject([
      {
        audience: { kind: "public" },
        seconds: 5,
        rewrite: expect.stringContaining("[PROJECTION]"),
      },
    ]);
    expect(records[0]).toMatchObject({
      report: { verdict: "escalate" },
      decidedBy: { name: "Ada" },
    });
  });
});

describe("the proxy", () => {
  test("blocks what escalates where nobody is asked, and lets a model draft it anew where one may", async () => {
    const body = chat("The fund will return 12% a year. Mail jane.doe@example.com.");
    const plain = await proxied(answering(body));
    const blocked = await post(`${plain.url}/v1/chat/completions`);
    expect(blocked.headers.get("assay-guard-verdict")).toBe("escalate");
    expect(await blocked.json()).toMatchObject({
      choices: [{ finish_reason: "content_filter", message: { content: null } }],
    });

    const asked: string[] = [];
    const drafts = ["TLP:RED still", "The fund may gain. Mail j.doe@example.com."];
    for (const draft of drafts) {
      const { url } = await proxied(answering(body), {
        parts: {
          draft: async ({ text }) => {
            asked.push(text);
            return ok(draft);
          },
        },
      });
      const answer = await (await post(`${url}/v1/chat/completions`)).json();
      const [choice] = (answer as { choices: { message: { content: string | null } }[] }).choices;
      expect(choice?.message.content).toBe(
        draft.startsWith("TLP") ? null : "The fund may gain. Mail [EMAIL].",
      );
    }
    expect(asked).toHaveLength(2);
  });

  test("shows the caller's key to the model's side, or another in its place, and nothing about the connection", async () => {
    const given = {
      authorization: "Bearer sk-own",
      "x-forwarded-for": "10.0.0.1",
      cookie: "a=b",
      te: "trailers",
    };
    const { url, stub } = await proxied(answering(chat("Hi")));
    await post(`${url}/v1/chat/completions`, {}, given);
    expect(stub.asked[0]?.headers).toMatchObject({
      authorization: "Bearer sk-own",
      "accept-encoding": "identity",
    });
    for (const name of ["x-forwarded-for", "cookie", "te"])
      expect(stub.asked[0]?.headers[name]).toBeUndefined();
    const other = await proxied(answering(chat("Hi")), { settings: { upstreamKey: "sk-other" } });
    await post(`${other.url}/v1/chat/completions`, {}, { "x-api-key": "sk-own" });
    await post(`${other.url}/v1/messages?beta=true`, {}, { authorization: "Bearer sk-own" });
    expect(other.stub.asked[1]?.path).toBe("/v1/messages?beta=true");
    const [chatAsked, messagesAsked] = other.stub.asked.map(({ headers }) => headers);
    expect(chatAsked).toMatchObject({ authorization: "Bearer sk-other" });
    expect(messagesAsked).toMatchObject({ "x-api-key": "sk-other" });
    expect(JSON.stringify([chatAsked, messagesAsked])).not.toContain("sk-own");
  });

  test("reads requests, too, where it is told for whom, and otherwise passes them on byte by byte", async () => {
    const body = {
      model: "stub-1",
      messages: [{ role: "user", content: "I am jane.doe@example.com" }],
      n: 1,
    };
    const off = await proxied(answering(chat("Hi")));
    await post(`${off.url}/v1/chat/completions`, JSON.stringify(body, null, 2));
    expect(off.stub.asked[0]?.body).toBe(JSON.stringify(body, null, 2));
    const on = await proxied(answering(chat("Hi")), {
      settings: { requestAudience: { kind: "clients" } },
    });
    const answer = await post(`${on.url}/v1/chat/completions`, body);
    expect(JSON.parse(on.stub.asked[0]?.body ?? "")).toEqual({
      ...body,
      messages: [{ role: "user", content: "I am [EMAIL]" }],
    });
    expect(answer.headers.get("assay-guard-request-verdict")).toBe("rewrite");
    const held = await post(`${on.url}/v1/chat/completions`, {
      messages: [{ role: "user", content: "TLP:RED plans" }],
    });
    expect(held.status).toBe(400);
    expect(await held.json()).toMatchObject({ error: { code: "content_filter" } });
    expect(on.stub.asked).toHaveLength(1);
  });

  test("refuses what it does not speak, strangers, unknown keys, and too much", async () => {
    const { url, stub, port } = await proxied(answering(chat("Hi")), {
      parts: { policyOf: () => undefined },
    });
    expect((await post(`${url}/v1/chat/completions`)).status).toBe(401);
    expect((await post(`${url}/v1/embeddings`)).status).toBe(404);
    expect((await fetch(`${url}/v1/chat/completions`)).status).toBe(404);
    const stranger = await new Promise((resolve) => {
      ask(
        { port, host: "127.0.0.1", path: "/v1/models", headers: { host: "evil.example" } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      ).end();
    });
    expect(stranger).toBe(421);
    expect(stub.asked).toEqual([]);
    const limits = { ...PROXY_LIMITS, bodyBytes: 100, concurrent: 1 };
    const small = await proxied(answering(chat("Hi")), { parts: { limits } });
    const path = `${small.url}/v1/chat/completions`;
    expect((await post(path, { a: "x".repeat(200) })).status).toBe(413);
    expect((await post(path, "{")).status).toBe(400);
    expect((await post(path, "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(path, { stream: false })).status).toBe(502);
  });

  test("takes as many exchanges at a time as it is told", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const limits = { ...PROXY_LIMITS, concurrent: 1 };
    const { url, stub } = await proxied(
      async (_, response) => {
        await gate;
        answering(chat("Hi"))(_, response);
      },
      { parts: { limits } },
    );
    const first = post(`${url}/v1/chat/completions`);
    while (stub.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await fetch(`${url}/v1/models`)).status).toBe(503);
    release();
    expect((await first).status).toBe(200);
  });

  test("says that the model's side cannot be reached", async () => {
    const { url, said } = await proxied(answering({}), {
      settings: { upstream: "http://127.0.0.1:9" },
    });
    const answer = await post(`${url}/v1/messages`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      type: "error",
      error: { message: expect.stringContaining("cannot be reached") },
    });
    expect(said).toEqual([]);
  });

  test("lets go of the model's side when the client is gone, and holds it up while the client is slow", async () => {
    let closed = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    let written = 0;
    const { url } = await proxied(async (_, response) => {
      response.once("close", closed);
      response.writeHead(200, { "content-type": "text/event-stream" });
      const events = streamed(
        "openai-chat",
        Array.from({ length: 2_000 }, () => "words and words. "),
      )
        .split(/(?<=\n\n)/)
        .slice(0, -2)
        .join("");
      while (!response.destroyed) {
        if (!response.write(events))
          await Promise.race([new Promise((resolve) => response.once("drain", resolve)), gone]);
        written += events.length;
      }
    });
    const abort = new AbortController();
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
      signal: abort.signal,
    });
    const reader = answer.body?.getReader();
    await reader?.read();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(written).toBeLessThan(60 * 1_048_576);
    abort.abort();
    await gone;
  });

  test("passes lists of models and counts of tokens, and nothing else of them", async () => {
    const body = {
      object: "list",
      data: [
        { id: "m-1", object: "model", created: 1, owned_by: "jane.doe@example.com", note: "x" },
      ],
    };
    const { url, stub } = await proxied(answering(body));
    const answer = await fetch(`${url}/v1/models`, { headers: { authorization: "Bearer k" } });
    expect(await answer.json()).toEqual({
      object: "list",
      data: [{ id: "m-1", object: "model", created: 1, owned_by: "[EMAIL]" }],
    });
    expect(stub.asked[0]?.path).toBe("/v1/models");
  });

  test("tells errors in a stream's last event without a word of the answer", async () => {
    const { url } = await proxied((_, response) =>
      writePieces(response, [streamed("openai-chat", ["TLP:RED ", "jane.doe@example.com"])]),
    );
    const text = await (await post(`${url}/v1/chat/completions`, { stream: true })).text();
    const last = readSse(text).at(-2)?.data;
    expect(last).toMatchObject({
      assay_guard: {
        verdict: "block",
        outcome: "blocked",
        findings: [
          { ruleId: expect.stringMatching(/^tlp/), citation: { standard: expect.any(String) } },
        ],
      },
    });
    expect(text).not.toMatch(/jane|RED "/);
  });
});
