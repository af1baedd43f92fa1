import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerAs, mayViolate } from "#core/evaluation/organism/answerAs.ts";
import { requestOf } from "#core/evaluation/organism/draw.ts";
import { decideFault, isPassing } from "#core/evaluation/organism/fault.ts";
import type { FaultKind, OrganismConfig } from "#core/evaluation/organism/organism.ts";
import { ORGANISM_PATHS, readAsked } from "#core/evaluation/organism/readAsked.ts";
import { type OrganismWire, type Rendered, renderReply } from "#core/evaluation/organism/render.ts";

/** What was served so far: requests answered as asked for, violations among them, and faults by kind. */
export type Served = {
  readonly requests: number;
  readonly violations: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
};

export type OrganismServer = {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly served: () => Served;
  readonly close: () => Promise<void>;
};

const MOST_BYTES = 32 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function refuseRequest(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { type: "invalid_request_error", message } }));
}

function write(response: ServerResponse, { status, headers, pieces, end }: Rendered): void {
  if (end === "hang") return;
  const text = pieces.join("");
  // In one piece where that is the same: chunks cost a packet each.
  if (end === "whole" && headers["content-type"] !== "text/event-stream") {
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
    response.end(text);
    return;
  }
  response.writeHead(status, headers);
  for (const piece of pieces) response.write(piece);
  if (end === "whole") response.end();
  else response.socket?.end(() => response.destroy());
}

/** An organism without its server: one configuration, and what was served. */
function openCounter(config: OrganismConfig) {
  const served = { requests: 0, violations: 0, faults: {} as Partial<Record<FaultKind, number>> };
  // Only of requests that met a passing fault, until they get through.
  const attempts = new Map<string, number>();
  let ids = 0;
  const faultOf = (key: string): FaultKind | null => {
    const attempt = attempts.get(key) ?? 0;
    const fault = decideFault(config, key, attempt);
    if (fault !== null && isPassing(fault)) attempts.set(key, attempt + 1);
    else attempts.delete(key);
    if (fault !== null) served.faults[fault] = (served.faults[fault] ?? 0) + 1;
    return fault;
  };
  return {
    served: (): Served => ({ ...served, faults: { ...served.faults } }),
    answer: (wire: OrganismWire, text: string): Rendered | null => {
      const asked = readAsked(wire, text);
      if (asked === null) return null;
      const { request, streaming } = asked;
      const fault = faultOf(requestOf(request));
      if (fault === null) {
        served.requests += 1;
        if (mayViolate(config, request)) served.violations += 1;
      }
      const { retry_after_s: retryAfterS } = config;
      const id = `organism-${++ids}`;
      return renderReply(answerAs(config, request), { wire, streaming, fault, retryAfterS, id });
    },
  };
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?")[0] ?? "/";

/** Listens on this machine alone. Port 0 takes one that is free. */
export async function openOrganism(config: OrganismConfig, port = 0): Promise<OrganismServer> {
  const { answer, served } = openCounter(config);
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    const wire = Object.hasOwn(ORGANISM_PATHS, path) ? ORGANISM_PATHS[path] : undefined;
    const known = Object.keys(ORGANISM_PATHS).join(", ");
    if (wire === undefined || request.method !== "POST")
      return refuseRequest(response, 404, `Nothing is here. POST to one of ${known}.`);
    const text = await readBody(request);
    const rendered = text === null ? null : answer(wire, text);
    if (rendered === null)
      return refuseRequest(response, 400, "The body is not what this address takes.");
    if (config.latency_ms === 0) return write(response, rendered);
    const timer = setTimeout(() => write(response, rendered), config.latency_ms);
    response.once("close", () => clearTimeout(timer));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
