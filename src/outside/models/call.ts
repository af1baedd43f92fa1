import type { Json } from "#core/canonicalJson.ts";
import { type HttpAnswer, readAnswer } from "#core/models/answer.ts";
import type { CassetteRequest } from "#core/models/cassette.ts";
import type { ChatRequest } from "#core/models/chat.ts";
import type { ModelAnswer, ModelEndpoint, ModelRefusal } from "#core/models/endpoint.ts";
import { ok, type Result } from "#core/result.ts";
import { plainAddress } from "./exchange.ts";
import type { AskHow } from "./port.ts";

export type Answer = Result<ModelAnswer, ModelRefusal>;

/** One call on its way. */
export type Call = {
  readonly endpoint: ModelEndpoint;
  readonly address: string;
  readonly request: ChatRequest;
  /** What goes over the wire, and its spelling. */
  readonly wire: Json;
  readonly body: string;
  readonly how: AskHow;
  readonly signal: AbortSignal | undefined;
};

export function readCall(
  { endpoint, address, wire, body }: Call,
  answer: HttpAnswer,
  latencyMs: number,
  attempts: number,
): Answer {
  const read = readAnswer(endpoint.protocol, plainAddress(address), answer, body.length);
  if (!read.ok) return read;
  const { reply, body: response } = read.value;
  return ok({
    reply,
    wire: { request: wire, response, status: answer.status, latencyMs, attempts },
  });
}

export const toCassetteRequest = ({ endpoint, address, wire, how }: Call): CassetteRequest => ({
  protocol: endpoint.protocol,
  url: plainAddress(address),
  body: wire as CassetteRequest["body"],
  take: how.take ?? 0,
});
