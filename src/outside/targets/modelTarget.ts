import { toJson } from "#core/evaluation/identity.ts";
import { costOf, type Price } from "#core/evaluation/run/budget.ts";
import type { Sampling } from "#core/models/chat.ts";
import type { ModelEndpoint, ModelRefusal } from "#core/models/endpoint.ts";
import { ok, refuse } from "#core/result.ts";
import type { ModelPort } from "../models/port.ts";
import type { Target, TargetRefusal } from "./target.ts";

export type ModelTarget = {
  readonly port: ModelPort;
  readonly endpoint: ModelEndpoint;
  readonly sampling: Sampling;
  readonly price: Price | null;
  /** For one attempt. */
  readonly timeoutMs: number;
};

const CODES: Readonly<Record<ModelRefusal["code"], TargetRefusal["code"]>> = {
  "model/unreachable": "target/unreachable",
  "model/status": "target/refused",
  "model/malformed": "target/malformed",
  "model/timeout": "target/timeout",
  "model/ceiling": "target/ceiling",
  "model/cassette-miss": "target/refused",
  "model/cancelled": "target/cancelled",
};

/** A model behind one of the protocols. Every answer is asked for anew, so sessions have nothing to share or to close. */
export function openModelTarget(target: ModelTarget): Target {
  const { port, endpoint, sampling, price, timeoutMs } = target;
  const openSession: Target["openSession"] = async (take = 0) => ({
    answer: async (messages, tools, signal) => {
      const request = { messages, tools, sampling, answerSchema: null };
      const asked = await port.ask(endpoint, request, signal, { take, timeoutMs });
      if (!asked.ok) return refuse(CODES[asked.refusal.code], asked.refusal.detail);
      const { reply, wire } = asked.value;
      const { input, output } = reply.usage;
      return ok({
        content: reply.content,
        toolCalls: reply.toolCalls,
        finish: reply.finish,
        events: [],
        spans: null,
        usage: {
          inputTokens: input,
          outputTokens: output,
          cost: costOf(price, input, output),
          latencyMs: wire.latencyMs,
        },
        raw: toJson(wire),
      });
    },
    close: async () => {},
  });
  return { isTraced: false, openSession, close: async () => {} };
}
