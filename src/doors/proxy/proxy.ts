import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Policy } from "#core/guard/proxy/policy.ts";
import { carryOut } from "./exchange.ts";
import { keyOf } from "./headers.ts";
import type { Exchange, ProxyParts } from "./parts.ts";
import { findRoute, type ProxyRoute } from "./route.ts";
import { sendFault, sendJson } from "./send.ts";

const HEADER_BYTES = 32_768;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** A page in somebody's browser that calls this machine by a name of its own is not a client of it. */
const isStranger = ({ headers, socket }: IncomingMessage): boolean => {
  const isLocal = /^(?:127\.|::1$|::ffff:127\.)/.test(socket.localAddress ?? "");
  return isLocal && !LOOPBACK.test(headers.host ?? "");
};

type Refusal = { readonly status: number; readonly code: string; readonly message: string };
const MISDIRECTED: Refusal = {
  status: 421,
  code: "misdirected",
  message: "Call this proxy by localhost.",
};
const NOT_FOUND: Refusal = {
  status: 404,
  code: "not_found",
  message: "The guard's proxy speaks POST /v1/chat/completions, /v1/responses and /v1/messages.",
};
const UNKNOWN_KEY: Refusal = {
  status: 401,
  code: "unknown_key",
  message: "The proxy knows no policy for this key, or two different keys are shown.",
};
const BUSY: Refusal = {
  status: 503,
  code: "busy",
  message: "Too many answers are on their way.",
};

class ProxyDoor {
  readonly #parts: ProxyParts;
  readonly #say: (line: string) => void;
  #count = 0;

  constructor(parts: ProxyParts, say: (line: string) => void) {
    this.#parts = parts;
    this.#say = say;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = request;
    if (method === "GET" && url === "/healthz") {
      sendJson(response, 200, { status: "ok" });
      return;
    }
    const isAnthropic = headers["anthropic-version"] !== undefined;
    const route = findRoute(method, url, isAnthropic);
    const key = keyOf(headers);
    const policy = route && key !== undefined ? this.#parts.policyOf(key) : undefined;
    const refusal = this.#refusalOf(request, route, policy);
    const protocol = route?.protocol ?? (isAnthropic ? "anthropic-messages" : "openai-chat");
    if (refusal || !route || !policy) {
      const { status, code, message } = refusal ?? UNKNOWN_KEY;
      const again = status === BUSY.status ? { "retry-after": "1" } : {};
      sendFault(response, protocol, status, { code, message }, { connection: "close", ...again });
    } else void this.#carry({ policy, protocol }, route, request, response);
  }

  #refusalOf(
    request: IncomingMessage,
    route: ProxyRoute | undefined,
    policy: Policy | undefined,
  ): Refusal | undefined {
    if (isStranger(request)) return MISDIRECTED;
    if (!route) return NOT_FOUND;
    if (!policy) return UNKNOWN_KEY;
    return this.#count >= this.#parts.limits.concurrent ? BUSY : undefined;
  }

  async #carry(
    given: Pick<Exchange, "policy" | "protocol">,
    route: ProxyRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.#count += 1;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const begun = performance.now();
    try {
      const exchange = { ...given, parts: this.#parts, signal: gone.signal, begun };
      await carryOut(exchange, route, request, response);
    } catch (error) {
      // Words of an error may quote what must not be told: only its kind and place are.
      const place = error instanceof Error ? (error.stack ?? "").split("\n")[1]?.trim() : "";
      const kind = error instanceof Error ? error.name : typeof error;
      if (!gone.signal.aborted) this.#say(`an exchange broke: ${kind} ${place ?? ""}`);
      const fault = { code: "internal", message: "The proxy could not carry this out." };
      if (response.headersSent) response.end();
      else sendFault(response, given.protocol, 500, fault);
    } finally {
      this.#count -= 1;
    }
  }
}

/** A proxy that speaks the models' protocols, not listening yet. `say` is for the operator's eyes, and never told a text. */
export function createProxy(parts: ProxyParts, say: (line: string) => void): Server {
  const door = new ProxyDoor(parts, say);
  return createServer(
    { maxHeaderSize: HEADER_BYTES, requestTimeout: parts.limits.requestMs },
    (request, response) => door.answer(request, response),
  );
}

export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
