import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import type { Fetch } from "./exchange.ts";

const KEPT = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };

/** An idle connection that the other side closed just now: the request never arrived. */
const hasMissed = (request: ClientRequest, error: NodeJS.ErrnoException): boolean =>
  request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");

/**
 * Node's own `fetch` gives up after five minutes without a header, whatever its caller would wait for, and slow models think longer. This
 * one waits until it is told to stop, follows no redirect, and keeps connections for the next request.
 */
export function openSystemFetch(): Fetch {
  const agents = { "http:": new http.Agent(KEPT), "https:": new https.Agent(KEPT) };

  const send = (
    url: URL,
    { method, headers, body, signal }: Omit<Parameters<Fetch>[1], "redirect">,
  ) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const isPlain = url.protocol === "http:";
      const request = (isPlain ? http : https).request(url, {
        method,
        agent: agents[isPlain ? "http:" : "https:"],
        headers: {
          ...headers,
          "accept-encoding": "identity",
          "content-length": Buffer.byteLength(body),
        },
        signal,
      });
      request.on("response", resolve);
      request.on("error", (error) =>
        hasMissed(request, error)
          ? send(url, { method, headers, body, signal }).then(resolve, reject)
          : reject(error),
      );
      request.end(body);
    });

  return async (address, asked) => {
    const answer = await send(new URL(address), asked);
    return {
      status: answer.statusCode ?? 0,
      headers: { get: (name) => answer.headersDistinct[name]?.[0] ?? null },
      body: answer,
    };
  };
}
