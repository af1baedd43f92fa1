import { request as askHttp, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { request as askHttps, Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";

export type UpstreamRequest = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Nothing comes for so long, and the connection counts as broken. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
};

export type UpstreamAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Ends with an error where the connection broke. */
  readonly body: Readable;
};

export type Upstream = {
  /** Throws where nobody answers. Follows no redirect: the caller's key goes nowhere else. */
  readonly ask: (request: UpstreamRequest) => Promise<UpstreamAnswer>;
  readonly close: () => void;
};

const MOST_SOCKETS = 1_024;

const plainHeaders = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );

/** Models somewhere, over connections that are used again. */
export function openUpstream(): Upstream {
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, scheduling: "lifo" as const };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    ask: ({ method, url, headers, body, silenceMs, signal }) =>
      new Promise((resolve, reject) => {
        const isSecure = url.startsWith("https:");
        const length = body === null ? {} : { "content-length": String(body.length) };
        const asking = (isSecure ? askHttps : askHttp)(url, {
          method,
          agent: isSecure ? agents.https : agents.http,
          headers: { ...headers, ...length },
          signal,
        });
        asking.once("response", (answer) => {
          const status = answer.statusCode ?? 0;
          resolve({ status, headers: plainHeaders(answer), body: answer });
        });
        asking.on("error", reject);
        asking.setTimeout(silenceMs, () =>
          asking.destroy(new Error("The model's side is silent.")),
        );
        asking.end(body ?? undefined);
      }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
