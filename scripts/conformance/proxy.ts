/** The guard's proxy as the makers' own clients see it: the official npm clients of OpenAI and Anthropic, before a stub. */

import type { Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { connectUpstream } from "../../src/actions/guard/connectUpstream.ts";
import { DEFAULT_PACKS } from "../../src/core/guard/packs/catalogue.ts";
import { toPolicy } from "../../src/core/guard/proxy/policy.ts";
import { PROTOCOLS, type Protocol } from "../../src/core/guard/proxy/wire.ts";
import { PROXY_LIMITS } from "../../src/doors/proxy/parts.ts";
import { createProxy, listen } from "../../src/doors/proxy/proxy.ts";
import { PLAIN_ANSWERS, toSse } from "../../src/testing/modelWire.ts";
import { RICH_BODIES, RICH_STREAMS } from "../../src/testing/modelWireRich.ts";
import { type StubRequest, stubModel, writePieces } from "../../src/testing/stubModel.ts";
import type { Conformance } from "../conformance.ts";
import { installPeer } from "../peers.ts";

type Any = { readonly [name: string]: unknown };
type Create = (body: object) => Promise<AsyncIterable<Any>> & {
  readonly withResponse: () => Promise<{ readonly data: Any; readonly response: Response }>;
};
/** As much of the clients as is used. */
type OpenAi = {
  readonly chat: {
    readonly completions: {
      readonly create: Create;
      readonly stream: (body: object) => { readonly finalChatCompletion: () => Promise<Any> };
    };
  };
  readonly responses: {
    readonly create: Create;
    readonly stream: (body: object) => { readonly finalResponse: () => Promise<Any> };
  };
};
type Anthropic = {
  readonly messages: {
    readonly create: Create;
    readonly stream: (body: object) => { readonly finalMessage: () => Promise<Any> };
  };
};
type Clients = { readonly openai: OpenAi; readonly anthropic: Anthropic };

const at = (value: unknown, path: string): unknown =>
  path.split("/").reduce<unknown>((node, name) => (node as Any | null | undefined)?.[name], value);

async function openClients(folder: string, url: string): Promise<Clients> {
  const load = createRequire(join(folder, "package.json"));
  const open = async (name: string, baseURL: string): Promise<unknown> => {
    const module = (await import(pathToFileURL(load.resolve(name)).href)) as {
      readonly default: new (options: object) => unknown;
    };
    return new module.default({ apiKey: "key-of-the-caller", baseURL, maxRetries: 0 });
  };
  return {
    openai: (await open("openai", `${url}/v1`)) as OpenAi,
    anthropic: (await open("@anthropic-ai/sdk", url)) as Anthropic,
  };
}

const MESSAGES = [{ role: "user", content: "Hi" }];
const CHAT = { model: "stub-1", messages: MESSAGES };
const RESPONSES = { model: "stub-1", input: "Hi" };
const ANTHROPIC = { model: "stub-1", max_tokens: 100, messages: MESSAGES };

/** How a protocol's client asks, by its plain way and by its gathering one, and where in what it gathers the text stands. */
const ASKS: Readonly<
  Record<
    Protocol,
    {
      readonly whole: (clients: Clients) => ReturnType<Create>;
      readonly events: (clients: Clients) => Promise<AsyncIterable<Any>>;
      readonly gather: (clients: Clients) => Promise<Any>;
      readonly text: string;
      readonly stop: string;
      readonly call: readonly [string, string];
    }
  >
> = {
  "openai-chat": {
    whole: ({ openai }) => openai.chat.completions.create(CHAT),
    events: ({ openai }) => openai.chat.completions.create({ ...CHAT, stream: true }),
    gather: ({ openai }) => openai.chat.completions.stream(CHAT).finalChatCompletion(),
    text: "choices/0/message/content",
    stop: "choices/0/finish_reason",
    call: ["choices/0/message/tool_calls/0/function/arguments", '{"q":"one two"}'],
  },
  "openai-responses": {
    whole: ({ openai }) => openai.responses.create(RESPONSES),
    events: ({ openai }) => openai.responses.create({ ...RESPONSES, stream: true }),
    gather: ({ openai }) => openai.responses.stream(RESPONSES).finalResponse(),
    text: "output_text",
    stop: "status",
    call: ["output/2/arguments", '{"q":"one two"}'],
  },
  "anthropic-messages": {
    whole: ({ anthropic }) => anthropic.messages.create(ANTHROPIC),
    events: ({ anthropic }) => anthropic.messages.create({ ...ANTHROPIC, stream: true }),
    gather: ({ anthropic }) => anthropic.messages.stream(ANTHROPIC).finalMessage(),
    text: "content/0/text",
    stop: "stop_reason",
    call: ["content/4/input/q", "one two"],
  },
};

/** What the stub is to do with the next request. */
type Behaviour = (request: StubRequest, response: ServerResponse) => void | Promise<void>;
type Check = { readonly name: string; readonly run: () => Promise<void> };

function same(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}

async function fails(work: () => Promise<unknown>): Promise<string> {
  const gone = await work().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (gone === null) throw new Error("the client noticed nothing");
  return `${gone.constructor.name}: ${gone.message}`;
}

async function readAll(events: AsyncIterable<Any>): Promise<Any[]> {
  const all: Any[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function checksOf(
  protocol: Protocol,
  clients: Clients,
  behave: (behaviour: Behaviour) => void,
): Check[] {
  const ask = ASKS[protocol];
  const streams = (text: string, isEnded = true) =>
    behave((_, response) => writePieces(response, text.split(/(?<=\n\n)/), isEnded));
  const plain = (tokens: readonly string[]) => toSse(PLAIN_ANSWERS[protocol](tokens));
  const secret = ["Mail ja", "ne.doe@exam", "ple.com, please"];
  return [
    {
      name: "a stream is gathered to what the guard let go",
      run: async () => {
        streams(plain(secret));
        const gathered = await ask.gather(clients);
        same("the text", at(gathered, ask.text), "Mail [EMAIL], please");
      },
    },
    {
      name: "a stream is read event by event, and what the guard adds to it is passed over",
      run: async () => {
        streams(plain(secret));
        const events = await readAll(await ask.events(clients));
        const text = JSON.stringify(events);
        if (/jane|doe/.test(text)) throw new Error("a removed text came through");
        if (!/"assay_guard":\{"verdict":"rewrite"/.test(text)) throw new Error("no verdict came");
      },
    },
    {
      name: "every kind of event is understood, with calls of tools",
      run: async () => {
        streams(toSse(RICH_STREAMS[protocol]));
        const gathered = await ask.gather(clients);
        const [path, expected] = ask.call;
        same("the call", at(gathered, path), expected);
      },
    },
    {
      name: "a block is the protocol's own end",
      run: async () => {
        streams(plain(["All is well. TLP:", "RED and more"]));
        const stops = ["content_filter", "refusal", "incomplete"];
        const gathered = await ask.gather(clients).catch((error: Error) => {
          // The client itself throws where an answer was filtered.
          if (/content.?filter|incomplete/i.test(`${error.name} ${error.message}`)) return null;
          throw error;
        });
        if (gathered !== null && !stops.includes(String(at(gathered, ask.stop))))
          throw new Error(`it stopped with ${String(at(gathered, ask.stop))}`);
      },
    },
    {
      name: "an answer in one piece has its verdict in headers",
      run: async () => {
        const body = JSON.stringify(RICH_BODIES[protocol]).replace(
          "Hi there",
          "Hi a.doe@example.com",
        );
        behave((_, response) => {
          response.setHeader("content-type", "application/json").end(body);
        });
        const { data, response } = await ask.whole(clients).withResponse();
        same("the verdict", response.headers.get("assay-guard-verdict"), "rewrite");
        const text = JSON.stringify(data);
        if (!text.includes("[EMAIL]") || text.includes("a.doe"))
          throw new Error("the text is another");
      },
    },
    ...faultChecksOf(ask, {
      clients,
      behave,
      streams: () => streams(plain(secret).slice(0, -150)),
    }),
  ];
}

/** What goes wrong behind the proxy reaches the client as an error that its makers know. */
function faultChecksOf(
  ask: (typeof ASKS)[Protocol],
  {
    clients,
    behave,
    streams,
  }: {
    readonly clients: Clients;
    readonly behave: (behaviour: Behaviour) => void;
    readonly streams: () => void;
  },
): Check[] {
  return [
    {
      name: "an answer that breaks off is an error of the client's",
      run: async () => {
        streams();
        const said = await fails(async () => await readAll(await ask.events(clients)));
        if (/jane|doe/.test(said)) throw new Error("the error quotes what was held");
      },
    },
    {
      name: "an error of the model's side is an error of the client's",
      run: async () => {
        behave((_, response) => {
          response.writeHead(429, { "content-type": "application/json" });
          response.end(
            '{"error":{"type":"rate_limit_error","message":"Slower, a.doe@example.com"}}',
          );
        });
        const said = await fails(async () => await ask.whole(clients));
        if (!/429/.test(said) || !/\[EMAIL\]/.test(said)) throw new Error(said);
      },
    },
  ];
}

const close = (server: Server): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
};

export async function run(): Promise<Conformance> {
  const folder = installPeer("proxy");
  let behaviour: Behaviour = () => undefined;
  const stub = await stubModel((request, response) => behaviour(request, response));
  const upstream = connectUpstream();
  const policy = toPolicy({
    name: "default",
    audience: { kind: "public" },
    packs: DEFAULT_PACKS,
    registry: { embargoed: [] },
    upstream: stub.url,
    upstreamKey: null,
    onEscalate: "block",
    seconds: 1,
    requestAudience: null,
  });
  const none = { askPerson: null, draft: null, record: null };
  const parts = { ask: upstream.ask, policyOf: () => policy, ...none, limits: PROXY_LIMITS };
  const server = createProxy(parts, (line) => console.error(line));
  const port = await listen(server, "127.0.0.1", 0);
  const clients = await openClients(folder, `http://127.0.0.1:${port}`);
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const protocol of PROTOCOLS) {
    const behave = (next: Behaviour): void => {
      behaviour = next;
    };
    for (const { name, run: check } of checksOf(protocol, clients, behave)) {
      const fault = await check().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (fault === null) passed += 1;
      else failed += 1;
      lines.push(`${fault === null ? "✓" : "✗"} ${protocol}: ${name}${fault ? `: ${fault}` : ""}`);
    }
  }
  await close(server);
  upstream.close();
  await stub.close();
  return { name: "the proxy before the makers' own clients", passed, failed, lines };
}
