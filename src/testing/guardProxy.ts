import type { ServerResponse } from "node:http";
import { afterEach } from "vitest";
import { connectUpstream } from "#actions/guard/connectUpstream.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { finraPack } from "#core/guard/packs/finra.ts";
import { type PolicySettings, toPolicy } from "#core/guard/proxy/policy.ts";
import type { Protocol } from "#core/guard/proxy/wire.ts";
import { type Exchanged, PROXY_LIMITS, type ProxyParts } from "#doors/proxy/parts.ts";
import { createProxy, listen } from "#doors/proxy/proxy.ts";
import { RICH_BODIES } from "./modelWireRich.ts";
import { stubModel } from "./stubModel.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Given = {
  readonly settings?: Partial<PolicySettings>;
  readonly parts?: Partial<ProxyParts>;
};

/** A proxy before a stub, each on a port of this machine. */
export async function proxied(answer: Parameters<typeof stubModel>[0], given: Given = {}) {
  const stub = await stubModel(answer);
  const upstream = connectUpstream();
  const policy = toPolicy({
    name: "default",
    audience: { kind: "public" },
    packs: [...DEFAULT_PACKS, finraPack],
    registry: { embargoed: [] },
    upstream: stub.url,
    upstreamKey: null,
    onEscalate: "block",
    seconds: 5,
    requestAudience: null,
    ...given.settings,
  });
  const said: string[] = [];
  const records: Exchanged[] = [];
  const server = createProxy(
    {
      ask: upstream.ask,
      policyOf: () => policy,
      askPerson: null,
      draft: null,
      record: (record) => records.push(record),
      limits: PROXY_LIMITS,
      ...given.parts,
    },
    (line) => said.push(line),
  );
  const port = await listen(server, "127.0.0.1", 0);
  closing.push(stub.close, upstream.close, () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { stub, records, said, url: `http://127.0.0.1:${port}`, port };
}

export const PATHS: Readonly<Record<Protocol, string>> = {
  "openai-chat": "/v1/chat/completions",
  "openai-responses": "/v1/responses",
  "anthropic-messages": "/v1/messages",
};
export const post = (url: string, body: object | string = { model: "stub-1" }, headers = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

export const chat = (content: string) => ({
  ...RICH_BODIES["openai-chat"],
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
});
export const answering = (body: object) => (_: unknown, response: ServerResponse) => {
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));
};
