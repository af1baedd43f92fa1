import { PLAIN } from "#core/guard/proxy/plain.ts";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import type { Members } from "#core/guard/proxy/shape.ts";
import { PROTOCOLS, type Protocol } from "#core/guard/proxy/wire.ts";

/** What is asked: a model's answer, or one of the few things that clients ask besides. */
export type ProxyRoute = {
  readonly protocol: Protocol;
  readonly plain: Members | undefined;
  readonly method: "GET" | "POST";
  /** Behind the address of the model's side. */
  readonly path: string;
  /** What follows, with its question mark: words and figures only. */
  readonly query: string;
};

/** Clients put `/v1` before their paths, or in the address that they are given. */
const pathOf = (url: string): string =>
  (url.split(/[?#]/)[0] ?? "").replace(/^\/v1(?=\/)/, "").replace(/\/+$/, "");

const queryOf = (url: string): string => /\?[\w=&.-]{1,200}$/.exec(url)?.[0] ?? "";

export function findRoute(
  method: string,
  url: string,
  isAnthropic: boolean,
): ProxyRoute | undefined {
  const path = pathOf(url);
  const query = queryOf(url);
  const protocol = PROTOCOLS.find((one) => SPEECHES[one].path === path);
  if (method === "POST" && protocol) return { protocol, plain: undefined, method, path, query };
  const plain = PLAIN[`${method} ${path}`];
  if (!plain || (method !== "GET" && method !== "POST")) return undefined;
  const speaks = isAnthropic || path.startsWith("/messages") ? "anthropic-messages" : "openai-chat";
  return { protocol: speaks, plain, method, path, query };
}

/** The model's side is named with or without `/v1`; its paths have it. */
export const addressOf = (upstream: string, path: string): string => {
  const base = upstream.replace(/\/+$/, "");
  return new URL(base).pathname === "/" ? `${base}/v1${path}` : base + path;
};
