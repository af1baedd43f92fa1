import type { ServerResponse } from "node:http";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import type { Fault, Protocol } from "#core/guard/proxy/wire.ts";

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "no-store",
  });
  response.end(bytes);
}

/** An error in the words of the protocol; the client's own library throws it. */
export const sendFault = (
  response: ServerResponse,
  protocol: Protocol,
  status: number,
  fault: Fault,
  headers: Readonly<Record<string, string>> = {},
): void => sendJson(response, status, SPEECHES[protocol].error(fault) as object, headers);
