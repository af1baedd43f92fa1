import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { OrganismConfig } from "#core/evaluation/organism/organism.ts";
import { type ChatRequest, PLAIN_SAMPLING } from "#core/models/chat.ts";
import type { ModelEndpoint, ModelProtocol } from "#core/models/endpoint.ts";
import { makeFolder } from "../../testing/folder.ts";
import { openOrganism } from "../organism/server.ts";
import { openModelPort, type PortMode } from "./openModelPort.ts";

const KEY = "sk-very-secret-0123456789";
const base = makeFolder("assay-cassettes-");
afterAll(() => rm(base, { recursive: true }));
const neverAsked = async () => {
  throw new Error("Nobody was to be asked.");
};

const ask = (content: string): ChatRequest => ({
  messages: [
    { role: "system", content: "You are a clerk of few words." },
    { role: "user", content },
  ],
  tools: [],
  sampling: PLAIN_SAMPLING,
  answerSchema: null,
});

const open = (mode: PortMode, asks: typeof fetch = fetch) =>
  openModelPort({ ...mode, fetch: asks as typeof fetch, now: Date.now, chance: Math.random });

async function record(protocol: ModelProtocol, folder: string, texts: readonly string[]) {
  const organism = await openOrganism(OrganismConfig.parse({ rate: 0.5 }));
  const endpoint: ModelEndpoint = { protocol, url: `${organism.url}/v1`, model: "m", key: KEY };
  const port = open({ mode: "record", cassettes: folder });
  const answers = await Promise.all(texts.map((text) => port.ask(endpoint, ask(text))));
  await organism.close();
  return { endpoint, answers };
}

describe.each(["openai-chat", "anthropic-messages"] as ModelProtocol[])(
  "what %s said",
  (protocol) => {
    test("is kept, one file a request, and said again without the model", async () => {
      const folder = join(base, protocol);
      const texts = ["one", "two", "\u{1F600} and a half: \ud83d"];
      const { endpoint, answers } = await record(protocol, folder, texts);
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
      const port = open({ mode: "replay", cassettes: folder }, neverAsked);
      for (const [i, text] of texts.entries()) {
        const again = await port.ask({ ...endpoint, key: null }, ask(text));
        expect(again).toEqual(answers[i]);
      }
      const names = await readdir(folder);
      expect(names).toHaveLength(3);
      for (const name of names) {
        expect(name).toMatch(/^[0-9a-f]{64}\.json$/);
        expect(await readFile(join(folder, name), "utf8")).not.toContain(KEY);
      }
    });
  },
);

describe("a request that was not kept", () => {
  const missAt = async (
    folder: string,
    endpoint: ModelEndpoint,
    request: ChatRequest,
    take = 0,
  ) => {
    const port = open({ mode: "replay", cassettes: folder }, neverAsked);
    const answer = await port.ask(endpoint, request, undefined, { take });
    if (answer.ok) throw new Error("It was there.");
    expect(answer.refusal.code).toBe("model/cassette-miss");
    return answer.refusal.detail;
  };

  test("is missed, with the nearest and the place where it differs", async () => {
    const folder = join(base, "miss");
    const { endpoint } = await record("openai-chat", folder, ["What is in the note?", "Other"]);
    const changed = await missAt(folder, endpoint, ask("What is in the letter?"));
    expect(changed).toContain("differs at /body/messages/1/content");
    expect(changed).toMatch(/now .*letter\?", there .*note\?"/);
    const elsewhere = { ...endpoint, url: "http://127.0.0.1:9/v1" };
    expect(await missAt(folder, elsewhere, ask("Other"))).toContain("differs at /url");
    expect(await missAt(folder, endpoint, ask("Other"), 1)).toContain("differs at /take");
    const none = await missAt(join(base, "none"), endpoint, ask("Other"));
    expect(none).toContain("record first");
  });

  test("since its cassette was cut off is told so", async () => {
    const folder = join(base, "torn");
    const { endpoint } = await record("openai-chat", folder, ["Torn"]);
    const [name = ""] = await readdir(folder);
    const text = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), text.slice(0, 50));
    expect(await missAt(folder, endpoint, ask("Torn"))).toContain("record again");
  });
});

test("a refusal of the request itself is kept, an outage is not", async () => {
  const folder = join(base, "refusals");
  await mkdir(folder);
  const endpoint = { protocol: "openai-chat", url: "http://x/v1", model: "m", key: null } as const;
  for (const status of [400, 401, 503, 200]) {
    const answers = async () => new Response(`{"error":{"message":"no ${status}"}}`, { status });
    const port = openModelPort({
      mode: "record",
      cassettes: folder,
      fetch: answers,
      now: Date.now,
      chance: Math.random,
      retry: { attempts: 1 },
    });
    await port.ask(endpoint, ask(String(status)));
  }
  expect(await readdir(folder)).toHaveLength(1);
  const again = open({ mode: "replay", cassettes: folder }, neverAsked);
  expect(await again.ask(endpoint, ask("400"))).toMatchObject({
    ok: false,
    refusal: { code: "model/status", detail: expect.stringContaining("no 400") },
  });
});
