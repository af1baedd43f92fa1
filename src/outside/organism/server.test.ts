import { afterEach, describe, expect, test } from "vitest";
import { OrganismConfig } from "#core/evaluation/organism/organism.ts";
import { readAnswer } from "#core/models/answer.ts";
import { PLAIN_SAMPLING } from "#core/models/chat.ts";
import type { ModelProtocol } from "#core/models/endpoint.ts";
import { addressOf, DIALECTS } from "#core/models/protocol.ts";
import { type OrganismServer, openOrganism } from "./server.ts";

let server: OrganismServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const open = async (config: object): Promise<OrganismServer> => {
  server = await openOrganism(OrganismConfig.parse(config));
  return server;
};

const request = {
  messages: [{ role: "user", content: "What stands in the note?" }] as const,
  tools: [],
  sampling: PLAIN_SAMPLING,
  answerSchema: null,
};

async function post(url: string, body: unknown) {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const type = answer.headers.get("content-type") ?? "";
  const retryAfter = answer.headers.get("retry-after");
  return { status: answer.status, type, text: await answer.text(), retryAfter };
}

describe.each(["openai-chat", "anthropic-messages"] as ModelProtocol[])("over %s", (protocol) => {
  const askAt = async (url: string, streaming: boolean) => {
    const address = addressOf({ protocol, url: `${url}/v1` });
    const body = DIALECTS[protocol].toRequest("m", request, streaming);
    return readAnswer(protocol, address, await post(address, body), 0);
  };

  test("the same is said whole and in pieces, and counted", async () => {
    const { url, served } = await open({ rate: 1 });
    const [whole, pieces] = [await askAt(url, false), await askAt(url, true)];
    expect(whole.ok && whole.value.reply.content).toContain("As the text asks");
    expect(pieces.ok && pieces.value.reply).toEqual(whole.ok && whole.value.reply);
    expect(served()).toEqual({ requests: 2, violations: 2, faults: {} });
  });

  test.each([false, true])(
    "a connection that breaks off is no answer (streaming: %s)",
    async (streaming) => {
      const { url } = await open({ faults: { "broken-off": 1 } });
      await expect(askAt(url, streaming)).rejects.toThrow("terminated");
    },
  );
});

describe("an organism's server", () => {
  test("is asked as a plain target too", async () => {
    const { url } = await open({ rate: 1, name: "over-refusal" });
    const answer = await post(`${url}/ask`, { message: "Hello", history: [] });
    expect(JSON.parse(answer.text)).toMatchObject({ reply: expect.stringContaining("I'm sorry") });
  });

  test("asks to wait, and is met again", async () => {
    const { url, served } = await open({ faults: { "rate-limit": 0.5 }, retry_after_s: 3 });
    const statuses = new Set<string>();
    for (let i = 0; i < 30; i += 1) {
      const { status, retryAfter } = await post(`${url}/ask`, { message: "Hello", history: [] });
      statuses.add(`${status} ${retryAfter}`);
    }
    expect([...statuses].sort()).toEqual(["200 null", "429 3"]);
    expect(served().requests + (served().faults["rate-limit"] ?? 0)).toBe(30);
  });

  test("says what it does not understand", async () => {
    const { url } = await open({});
    expect(await post(`${url}/v1/chat/completions`, { hello: 1 })).toMatchObject({ status: 400 });
    const lost = await post(`${url}/elsewhere`, {});
    expect(lost.status).toBe(404);
    expect(lost.text).toContain("/v1/chat/completions");
  });

  test("stops at once, though somebody still waits for an answer that never comes", async () => {
    const { url, close } = await open({ faults: { hang: 1 } });
    const waiting = post(`${url}/ask`, { message: "Hello" }).catch((error: Error) => error.name);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await close();
    expect(await waiting).toBe("TypeError");
  });
});
