import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { refuseCall } from "./bind.ts";
import { BARE_HEADERS } from "./security.ts";

/** What cannot be routed: a path that is not one, or with a parameter longer than any of ours. No hook has run. */
export function refuseUnroutable(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({ ...BARE_HEADERS, "x-request-id": request.id });
  if (error.code === "FST_ERR_BAD_URL") {
    refuseCall(reply, { code: "request/malformed", detail: "The path is not well-formed." });
    return;
  }
  refuseCall(reply, { code: "request/not-found", detail: "There is nothing here for you." });
}

const statusOf = (code: string | undefined): 400 | 408 | 431 => {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  return code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
};

/** What is not HTTP, or not in time. There is no request to answer, only a socket. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const status = statusOf(error.code);
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: "about:blank", title, status });
  const headers = {
    ...BARE_HEADERS,
    "content-type": "application/problem+json",
    "content-length": String(body.length),
    connection: "close",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${title}\r\n${head.join("")}\r\n${body}`);
  socket.destroy(error);
}
