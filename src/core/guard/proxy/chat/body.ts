import type { Json } from "../../../canonicalJson.ts";
import { Lane, type Reading, Sent } from "../lane.ts";
import { isObject, toShape } from "../shape.ts";
import { type Whole, WireFault } from "../wire.ts";
import { ANNOTATIONS, ENVELOPE, FINISHES, TEXTS, USAGE } from "./shapes.ts";
import { textsOf } from "./texts.ts";
import { ToolCalls } from "./toolCalls.ts";

type JsonObject = { readonly [name: string]: Json };

function toMessage(message: JsonObject, lane: Lane): JsonObject {
  const part = lane.name;
  const out: Record<string, Json> = { role: "assistant", content: null };
  for (const name of TEXTS) {
    const texts = textsOf(message[name]);
    if (texts.length === 0) continue;
    const text = lane.live(`${part}/${name}`);
    out[name] = texts.map((one) => text.push(one)).join("") + text.end();
  }
  const calls = new ToolCalls(lane, part);
  calls.take(message.tool_calls);
  calls.takeFormer(message.function_call);
  const noted = toShape(ANNOTATIONS, message.annotations ?? null, lane, `${part}/annotations`);
  return {
    ...out,
    ...(!calls.isEmpty && calls.settle(false)),
    ...(Array.isArray(noted) && { annotations: noted }),
  };
}

function toChoice(choice: JsonObject, lane: Lane, index: number): JsonObject {
  const message = toMessage(isObject(choice.message) ? choice.message : {}, lane);
  if (lane.isHalted) {
    const empty = { role: "assistant", content: null, refusal: null };
    return { index, message: empty, logprobs: null, finish_reason: "content_filter" };
  }
  const reason = choice.finish_reason as string;
  const finish = FINISHES.includes(reason) ? reason : "stop";
  return { index, message, logprobs: null, finish_reason: finish };
}

/** `chat.completion`. */
export function guardChat(body: JsonObject, reading: Reading): Whole {
  if (!Array.isArray(body.choices)) throw new WireFault("The model's answer has no choices.");
  const sent = new Sent();
  const outer = new Lane("envelope", reading, sent);
  const envelope = toShape(ENVELOPE, body, outer, "body") as JsonObject;
  const usage = toShape(USAGE, body.usage ?? null, outer, "usage");
  const lanes = body.choices.map((_, i) => new Lane(`choices/${i}`, reading, sent));
  const choices = lanes.map((lane, i) => {
    const choice = (body.choices as readonly Json[])[i];
    if (outer.isHalted) lane.halt();
    return toChoice(isObject(choice) ? choice : {}, lane, i);
  });
  const kept = outer.isHalted ? {} : envelope;
  return {
    body: { ...kept, object: "chat.completion", choices, ...(isObject(usage) && { usage }) },
    lanes: [outer, ...lanes],
    sent,
  };
}
