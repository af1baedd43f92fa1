import { toJson } from "#core/evaluation/identity.ts";
import { costOf, type Price } from "#core/evaluation/run/budget.ts";
import type { PlainReply } from "#core/evaluation/target/plainTarget.ts";
import type { TargetReply } from "./target.ts";

/** What a plain target answered, as a run keeps it. A traced one that sent no span sent an empty list: that is seen. */
export const toTargetReply = (
  reply: PlainReply,
  about: {
    readonly isTraced: boolean;
    readonly price: Price | null;
    readonly latencyMs: number;
    readonly raw: unknown;
  },
): TargetReply => ({
  content: reply.content,
  toolCalls: [],
  finish: "stop",
  events: reply.events,
  spans: reply.spans ?? (about.isTraced ? [] : null),
  usage: {
    inputTokens: reply.inputTokens,
    outputTokens: reply.outputTokens,
    cost: costOf(about.price, reply.inputTokens, reply.outputTokens),
    latencyMs: about.latencyMs,
  },
  raw: toJson(about.raw),
});
