import { readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type ChatReply, PLAIN_SAMPLING } from "#core/models/chat.ts";
import { toOpenAiReply } from "#core/models/openAiReply.ts";
import { makeFolder } from "../../testing/folder.ts";
import { openModelPort, type PortMode } from "../models/openModelPort.ts";
import { openSystemFetch } from "../models/systemFetch.ts";
import { openModelTarget } from "./modelTarget.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Says something else each time; null says nothing, ever. */
async function serve(say: (nth: number) => string | null): Promise<string> {
  let nth = 0;
  server = createServer((request, response) => {
    const content = say(nth++);
    if (content === null) return;
    const usage = { input: 1, output: 1 };
    const reply: ChatReply = { content, toolCalls: [], finish: "stop", usage, model: null };
    request.resume().on("end", () => response.end(JSON.stringify(toOpenAiReply(reply, "1"))));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const open = (url: string, mode: PortMode, timeoutMs = 5_000) =>
  openModelTarget({
    port: openModelPort({
      ...mode,
      fetch: openSystemFetch(),
      now: Date.now,
      chance: Math.random,
      retry: { attempts: 2, baseMs: 5 },
    }),
    endpoint: { protocol: "openai-chat", url, model: "m", key: null },
    sampling: PLAIN_SAMPLING,
    price: null,
    timeoutMs,
  });

async function askOnce(target: ReturnType<typeof open>, repetition: number) {
  const session = await target.openSession(repetition);
  const { signal } = new AbortController();
  return await session.answer([{ role: "user", content: "Same question" }], [], signal);
}

test("what a model said at each repetition of a case is said again at that repetition", async () => {
  const folder = makeFolder("assay-takes-");
  const url = await serve((nth) => `answer ${nth}`);
  const recording = open(url, { mode: "record", cassettes: folder });
  for (const repetition of [0, 1, 2]) await askOnce(recording, repetition);
  expect(await readdir(folder)).toHaveLength(3);
  const replaying = open(url, { mode: "replay", cassettes: folder });
  for (const repetition of [2, 0, 1])
    expect(await askOnce(replaying, repetition)).toMatchObject({
      ok: true,
      value: { content: `answer ${repetition}` },
    });
  await rm(folder, { recursive: true });
});

test("a model that hangs is given the time that its target was given", async () => {
  const target = open(await serve(() => null), { mode: "live" }, 40);
  expect(await askOnce(target, 0)).toMatchObject({
    ok: false,
    refusal: { code: "target/timeout", detail: expect.stringContaining("0.04 s") },
  });
});
