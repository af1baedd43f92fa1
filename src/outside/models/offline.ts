import type { ChatReply, ChatRequest } from "#core/models/chat.ts";
import type { ModelEndpoint, ModelRefusal } from "#core/models/endpoint.ts";
import { estimateRequest } from "#core/models/estimate.ts";
import { toSound } from "#core/models/sound.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { type Answer, type Call, readCall, toCassetteRequest } from "./call.ts";
import type { Cassettes } from "./cassettes.ts";
import type { OpenCeilings } from "./ceilings.ts";

/** What a script answers: to the n-th call, from 0. */
export type Script = (
  endpoint: ModelEndpoint,
  request: ChatRequest,
  nth: number,
) => Result<ChatReply, ModelRefusal> | Promise<Result<ChatReply, ModelRefusal>>;

/** From the folder. A cassette's latency is that of its recording. */
export function openReplay(ceilings: OpenCeilings, cassettes: Cassettes) {
  return async (call: Call): Promise<Answer> => {
    const reserved = await ceilings.reserve(estimateRequest(call.request), false);
    if (!reserved.ok) return reserved;
    const found = await cassettes.find(toCassetteRequest(call));
    if (!found.ok) {
      reserved.value.settle(null);
      return found;
    }
    const { status, type, body } = found.value.response;
    const text = typeof body === "string" && !/json/.test(type) ? body : JSON.stringify(body);
    const answer = readCall(call, { status, type, text }, found.value.latencyMs, 1);
    reserved.value.settle(answer.ok ? answer.value.reply.usage : null);
    return answer;
  };
}

const toScript = (script: readonly ChatReply[] | Script): Script =>
  typeof script === "function"
    ? script
    : (_endpoint, _request, nth) => {
        const reply = script[nth];
        if (reply === undefined)
          return refuse("model/cassette-miss", `The script has no answer ${nth + 1}.`);
        return ok(reply);
      };

export function openScripted(ceilings: OpenCeilings, given: readonly ChatReply[] | Script) {
  const script = toScript(given);
  let nth = 0;
  return async ({ endpoint, request, wire }: Call): Promise<Answer> => {
    const reserved = await ceilings.reserve(estimateRequest(request), false);
    if (!reserved.ok) return reserved;
    const reply = await script(endpoint, request, nth++);
    reserved.value.settle(reply.ok ? reply.value.usage : null);
    if (!reply.ok) return reply;
    const response = toSound(reply.value) ?? null;
    return ok({
      reply: reply.value,
      wire: { request: wire, response, status: 200, latencyMs: 0, attempts: 1 },
    });
  };
}
