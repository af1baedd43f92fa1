import type { Json } from "../../../canonicalJson.ts";
import { Lane, type Reading, Sent } from "../lane.ts";
import type { LiveText } from "../liveText.ts";
import { isObject, toShape } from "../shape.ts";
import { type Whole, WireFault } from "../wire.ts";
import { CALLS, ENVELOPE, PIECES, STOPS, toCitations, USAGE } from "./shapes.ts";

type JsonObject = { readonly [name: string]: Json };
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

function toThinking(block: JsonObject, lane: Lane, part: string): JsonObject {
  const thinking = lane.whole(`${part}/thinking`, textOf(block.thinking));
  lane.hold(`${part}/signature`, textOf(block.signature));
  return { type: "thinking", thinking, signature: lane.settleOpaque(`${part}/signature`) };
}

function toCall(block: JsonObject, lane: Lane, part: string): Json | undefined {
  const shaped = toShape({ byType: CALLS }, block, lane, part);
  if (!isObject(shaped)) return undefined;
  const input = lane.argument(`${part}/input`, JSON.stringify(block.input ?? {}));
  return { ...shaped, input: input === "" ? {} : (JSON.parse(input) as Json) };
}

function toOther(block: JsonObject, lane: Lane, part: string): Json | undefined {
  if (block.type === "thinking") return toThinking(block, lane, part);
  return toCall(block, lane, part) ?? toShape({ byType: PIECES }, block, lane, part);
}

/** Blocks of text that follow one another are one text, as in a stream. */
function toContent(blocks: readonly Json[], lane: Lane): Json[] {
  let prose: LiveText | undefined;
  const out: Json[] = [];
  for (const [i, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const part = `content/${i}`;
    if (block.type !== "text") {
      const other = toOther(block, lane, part);
      if (other !== undefined) out.push(other);
      continue;
    }
    prose ??= lane.prose(`${part}/text`);
    const next = blocks[i + 1];
    const isLast = !(isObject(next) && next.type === "text");
    const text = prose.push(textOf(block.text)) + (isLast ? prose.end() : "");
    if (isLast) prose = undefined;
    const citations = toCitations(block.citations, lane, `${part}/citations`);
    out.push({ type: "text", text, ...(citations !== null && { citations }) });
  }
  return out;
}

/** A `message`. */
export function guardMessage(body: JsonObject, reading: Reading): Whole {
  if (!Array.isArray(body.content)) throw new WireFault("The model's answer has no content.");
  const sent = new Sent();
  const lane = new Lane("message", reading, sent);
  const envelope = toShape(ENVELOPE, body, lane, "message") as JsonObject;
  const content = toContent(body.content, lane);
  const usage = toShape(USAGE, body.usage ?? null, lane, "usage");
  const reason = textOf(body.stop_reason);
  const sequence = textOf(body.stop_sequence);
  const stop = {
    stop_reason: STOPS.includes(reason) ? reason : "end_turn",
    stop_sequence: sequence === "" ? null : lane.whole("stop_sequence", sequence),
  };
  const base = { type: "message", role: "assistant" };
  const refused = { ...base, content: [], stop_reason: "refusal", stop_sequence: null, usage };
  const whole = { ...envelope, ...base, content, ...stop, usage };
  return { body: (lane.isHalted ? refused : whole) as JsonObject, lanes: [lane], sent };
}
