import { lookup } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import {
  hostOf,
  IS_WITHIN,
  outOfReach,
  parseOutwardUrl,
  type Reach,
  type UrlRefusal,
} from "./outwardUrl.ts";

/** All addresses of a name, as numbers. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export type OutwardRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds of silence after which the connection is given up; 10,000 unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

export type Way = {
  /** `public` unless told. */
  readonly reach?: Reach;
  /** The system's resolver unless told. */
  readonly resolve?: Resolve;
};

export type OutwardRefusal = UrlRefusal | Refusal<"url/unknown-host" | "url/unreachable">;

const resolveAll: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** One private address among public ones is enough to refuse: a resolver could hand out that one next. */
async function pin(
  host: string,
  { reach = "public", resolve = resolveAll }: Way,
): Promise<Result<Pinned, OutwardRefusal>> {
  const [first, ...others] = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (first === undefined) return refuse("url/unknown-host", `No address is known for ${host}.`);
  const addresses: Pinned = [first, ...others];
  return addresses.every(IS_WITHIN[reach]) ? ok(addresses) : outOfReach(host, reach);
}

type Pinned = readonly [string, ...string[]];

/** Answers every question with the addresses that were looked at: between check and connection nothing is resolved. */
const pinned =
  (addresses: Pinned): LookupFunction =>
  (_host, { all }, answer) => {
    const [first] = addresses;
    if (all)
      answer(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      );
    else answer(null, first, isIP(first));
  };

function send(
  url: URL,
  addresses: Pinned,
  { method = "GET", headers = {}, body, timeoutMs = 10_000, signal }: OutwardRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    const sent = request(url, {
      method,
      headers: { ...headers, "accept-encoding": "identity" },
      lookup: pinned(addresses),
      agent: false, // a pooled connection would have been checked for another request
      timeout: timeoutMs,
      ...(signal ? { signal } : {}),
    });
    sent.on("response", resolve);
    sent.on("error", reject);
    sent.on("timeout", () => sent.destroy(new Error("The other side took too long.")));
    sent.end(body);
  });
}

/**
 * Opens a URL that leads out of this installation. Refused unless every address of its name is within reach; a
 * redirect is an answer like any other and is not followed. Read the body with a limit, or destroy it.
 */
export async function openOutwardUrl(
  text: string,
  request: OutwardRequest = {},
  way: Way = {},
): Promise<Result<IncomingMessage, OutwardRefusal>> {
  const parsed = parseOutwardUrl(text, way.reach);
  if (!parsed.ok) return parsed;
  const addresses = await pin(hostOf(parsed.value), way);
  if (!addresses.ok) return addresses;
  try {
    return ok(await send(parsed.value, addresses.value, request));
  } catch (error) {
    return refuse("url/unreachable", error instanceof Error ? error.message : String(error));
  }
}
