import type { Fetch, FetchAnswer } from "#outside/models/exchange.ts";
import type { Credentials, Endpoint } from "./credentials.ts";
import { openScrub, SCRUBBED, scrubText } from "./scrub.ts";

/** Stands for the lab's endpoint in everything that is written: `.invalid` is nobody's (RFC 2606). */
export const SEALED_URL = "https://endpoint.invalid/v1";
/** Stands for the key. */
export const SEALED_KEY = "sealed-key";
export const SEALED_VARIABLE = "ASSAY_SEALED_KEY";

/** What is shorter keeps nobody out, and taking it out of texts would spoil them. */
const SHORTEST_KEY = 6;

/** Everything of the credentials that may come back in an answer or a fault. */
function secretsOf({ url, key }: Endpoint): string[] {
  const { host, hostname, origin } = new URL(url);
  const isSecret = key !== null && key.length >= SHORTEST_KEY;
  return [url, origin, host, hostname, ...(isSecret ? [key] : [])];
}

const withModel = (body: string, model: string | null): string => {
  if (model === null) return body;
  const value = JSON.parse(body) as Record<string, unknown>;
  return "model" in value ? JSON.stringify({ ...value, model }) : body;
};

const withKey = (
  headers: Readonly<Record<string, string>>,
  key: string | null,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (!value.includes(SEALED_KEY)) return [[name, value]];
      return key === null ? [] : [[name, value.replaceAll(SEALED_KEY, key)]];
    }),
  );

/** The endpoint's own name for its model stands in the envelope of each answer. */
function withoutModel(text: string, model: string | null): string {
  if (model === null) return text;
  const name = JSON.stringify(model);
  return text
    .replaceAll(`"model":${name}`, `"model":"${SCRUBBED}"`)
    .replaceAll(`"model": ${name}`, `"model": "${SCRUBBED}"`);
}

const MOST_BYTES = 64_000_000;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Read to its end before anything of it is given on, so that no secret slips through between two pieces. */
async function scrubbedAnswer(answer: FetchAnswer, endpoint: Endpoint): Promise<FetchAnswer> {
  const { push, end } = openScrub(secretsOf(endpoint));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error("The answer has no end.");
    parts.push(push(part));
  }
  const text = withoutModel(Buffer.concat([...parts, end()]).toString(), endpoint.model);
  const headers: Readonly<Record<string, string | null>> = {
    "content-type": answer.headers.get("content-type"),
    "retry-after": answer.headers.get("retry-after"),
  };
  return {
    status: answer.status,
    headers: { get: (name) => headers[name] ?? null },
    body: once(Buffer.from(text)),
  };
}

/** The kind of fault alone: what a network says of one names hosts and addresses. */
function plainFault(error: unknown, endpoint: Endpoint): unknown {
  if (error instanceof Error && error.name === "AbortError") return error;
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  const code = inner instanceof Error ? Reflect.get(inner, "code") : undefined;
  if (typeof code === "string") return new Error(code);
  const said = inner instanceof Error ? inner.message || inner.name : "it broke off";
  return new Error(scrubText(said, secretsOf(endpoint)));
}

export type SealedFetch = {
  /** The network. */
  readonly send: Fetch;
  readonly credentials: Credentials;
  /** Before each request; throws where there is no leave to ask. */
  readonly before: () => Promise<void>;
};

/**
 * Asks the lab's endpoint in the place of `SEALED_URL`. Address, name and key are put in on the way out and taken out of what comes
 * back: nothing above this function has them, so that no transcript, fault or file can.
 */
export const sealedFetch =
  ({ send, credentials, before }: SealedFetch): Fetch =>
  async (url, init) => {
    if (!url.startsWith(SEALED_URL)) return await send(url, init);
    await before();
    const endpoint = credentials.read();
    try {
      const response = await send(`${endpoint.url}${url.slice(SEALED_URL.length)}`, {
        ...init,
        headers: withKey(init.headers, endpoint.key),
        body: withModel(init.body, endpoint.model),
      });
      return await scrubbedAnswer(response, endpoint);
    } catch (error) {
      throw plainFault(error, endpoint);
    }
  };
