import { describe, expect, test } from "vitest";
import { PROTOCOLS } from "#core/guard/proxy/wire.ts";
import { answering, chat, PATHS, post, proxied } from "../../testing/guardProxy.ts";
import { PLAIN_ANSWERS, toSse } from "../../testing/modelWire.ts";
import { writePieces } from "../../testing/stubModel.ts";

const JSON_TYPE = { "content-type": "application/json" };
const ERROR = JSON.stringify({ error: { message: "No jane.doe@example.com here.", type: "x" } });
const LIST = JSON.stringify({ object: "list", data: [{ id: "m-1", owned_by: "a.b@example.com" }] });
const told = (outcome: string, verdict: string, reason?: string) => ({ outcome, verdict, reason });

describe("every answer of the model's side has one record", () => {
  test.each([
    ["an error", 429, JSON_TYPE, ERROR, told("rewritten", "rewrite")],
    [
      "an error that is no JSON",
      500,
      {},
      "<html>jane.doe@example.com</html>",
      told("sent", "pass"),
    ],
    ["what is no JSON", 200, JSON_TYPE, "jane", told("blocked", "pass", "upstream_broken")],
    [
      "what is compressed",
      200,
      { "content-encoding": "gzip" },
      "x",
      told("blocked", "pass", "upstream_malformed"),
    ],
    [
      "a redirection",
      302,
      { location: "http://127.0.0.1:9/" },
      "",
      told("blocked", "pass", "upstream_malformed"),
    ],
    [
      "events by another name",
      200,
      { "content-type": "text/plain" },
      "data: {}\n\n",
      told("blocked", "pass", "upstream_broken"),
    ],
  ])("%s", async (_, status, headers, body, judged) => {
    const { url, records } = await proxied((_request, response) => {
      response.writeHead(status, headers).end(body);
    });
    const answer = await post(`${url}/v1/chat/completions`);
    expect(await answer.text()).not.toContain("jane");
    expect(
      records.map(({ report }) => told(report.outcome, report.verdict, report.reason)),
    ).toEqual([judged]);
  });

  test("a list of models, too", async () => {
    const { url, records } = await proxied((_, response) => {
      response.writeHead(200, JSON_TYPE).end(LIST);
    });
    const answer = await fetch(`${url}/v1/models`);
    expect(answer.headers.get("assay-guard-verdict")).toBe("rewrite");
    expect(records).toMatchObject([{ report: { verdict: "rewrite", outcome: "rewritten" } }]);
    expect([...(records[0]?.texts.values() ?? [])]).toEqual(["a.b@example.com"]);
    expect([...(records[0]?.output.values() ?? [])]).toEqual(["[EMAIL]"]);
  });

  test.each(PROTOCOLS)("a stream that breaks off, as %s", async (protocol) => {
    const events = toSse(PLAIN_ANSWERS[protocol](["One ", "two. Mail jane.doe", "@example.com"]));
    const { url, records } = await proxied(async (_, response) => {
      await writePieces(response, [events.slice(0, events.length * 0.6)], false);
      response.destroy();
    });
    const text = await (await post(url + PATHS[protocol], { stream: true })).text();
    expect(text).not.toContain("jane");
    expect(records.map(({ report }) => report.outcome)).toEqual(["blocked"]);
  });

  test("a stream whose client is gone, once it is gone", async () => {
    const abort = new AbortController();
    const { url, records } = await proxied(async (_, response) => {
      await writePieces(
        response,
        [toSse(PLAIN_ANSWERS["openai-chat"](["One two three. "]).slice(0, 2))],
        false,
      );
    });
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: JSON_TYPE,
      body: "{}",
      signal: abort.signal,
    });
    await answer.body?.getReader().read();
    abort.abort();
    await expect.poll(() => records.length).toBe(1);
  });

  test("one of which nobody asks for the rest while a person is waited for, too", async () => {
    let waits = (): void => undefined;
    const isWaiting = new Promise<void>((resolve) => {
      waits = resolve;
    });
    const { url, records } = await proxied(
      (_, response) =>
        writePieces(response, [toSse(PLAIN_ANSWERS["openai-chat"](["Under embargo until May."]))]),
      {
        settings: { onEscalate: "wait" },
        parts: {
          askPerson: (_asked, signal) => {
            waits();
            return new Promise((_resolve, reject) => {
              signal.addEventListener("abort", () => reject(new Error("gone")));
            });
          },
        },
      },
    );
    const abort = new AbortController();
    const body = { method: "POST", headers: JSON_TYPE, body: "{}", signal: abort.signal };
    const asked = fetch(`${url}/v1/chat/completions`, body).then((answer) => answer.text());
    await isWaiting;
    abort.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => records.length).toBe(1);
    expect(records[0]?.report).toMatchObject({ verdict: "escalate", outcome: "blocked" });
  });
});

describe("a request that is read", () => {
  const settings = { requestAudience: { kind: "clients" } } as const;

  test("has a record of its own where something was found, for whom it was read", async () => {
    const { url, records } = await proxied(answering(chat("Hi")), { settings });
    const ask = (content: string) =>
      post(`${url}/v1/chat/completions`, { messages: [{ role: "user", content }] });
    await ask("Hello");
    expect(records).toHaveLength(1);
    await ask("I am jane.doe@example.com");
    await ask("TLP:RED plans");
    expect(
      records
        .slice(1)
        .map(({ audience, report }) => [audience.kind, report.verdict, report.outcome]),
    ).toEqual([
      ["clients", "rewrite", "rewritten"],
      ["public", "pass", "sent"],
      ["clients", "block", "blocked"],
    ]);
    expect(records[1]?.policy.hash).not.toBe(records[2]?.policy.hash);
    expect([...(records[1]?.output.values() ?? [])]).toEqual(["I am [EMAIL]"]);
  });

  test.each([
    [
      "a picture",
      {
        role: "user",
        content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }],
      },
    ],
    [
      "sound",
      {
        role: "user",
        content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }],
      },
    ],
    [
      "a file",
      { role: "user", content: [{ type: "document", source: { type: "base64", data: "AAAA" } }] },
    ],
    [
      "a card's number as a number",
      { role: "user", content: "x", extra: { card: 4111111111111111 } },
    ],
  ])("with %s, which nobody here can read, does not go on", async (_, message) => {
    const { url, stub } = await proxied(answering(chat("Hi")), { settings });
    const answer = await post(`${url}/v1/chat/completions`, { messages: [message] });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("guard/unreadable");
    expect(stub.asked).toEqual([]);
  });

  test("is read in each of its members, whatever it is called", async () => {
    const key = `AKIA${"Q7ZC4KMW6TRXB2VL"}`;
    const { url, stub } = await proxied(answering(chat("Hi")), { settings });
    const metadata = { type: key, role: key, model: key, object: key, tool_choice: key };
    await post(`${url}/v1/chat/completions`, {
      model: "m-1",
      seed: 123456,
      metadata,
      messages: [],
    });
    expect(stub.asked[0]?.body).not.toContain(key);
    expect(JSON.parse(stub.asked[0]?.body ?? "")).toMatchObject({ model: "m-1", seed: 123456 });
  });
});

test("two different keys are no key", async () => {
  const { url, stub } = await proxied(answering(chat("Hi")));
  const path = `${url}/v1/chat/completions`;
  const twice = { authorization: "Bearer sk-a", "x-api-key": "sk-b" };
  expect((await post(path, {}, twice)).status).toBe(401);
  expect((await post(path, {}, { ...twice, "x-api-key": "sk-a" })).status).toBe(200);
  expect(stub.asked).toHaveLength(1);
});

test("who cannot be reached is told with the system's word for it", async () => {
  const settings = { upstream: "http://127.0.0.1:9" };
  const { url, records } = await proxied(answering({}), { settings });
  expect(await (await post(`${url}/v1/chat/completions`)).text()).toContain("(ECONNREFUSED)");
  expect(records).toEqual([]);
});
