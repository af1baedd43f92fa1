import type { Json } from "../../../canonicalJson.ts";
import { Lane, type Reading, Sent } from "../lane.ts";
import { toShape } from "../shape.ts";
import { type Whole, WireFault } from "../wire.ts";
import { ENVELOPE, ITEMS } from "./shapes.ts";

type JsonObject = { readonly [name: string]: Json };

/** A `response`. */
export function guardResponse(body: JsonObject, reading: Reading): Whole {
  if (!Array.isArray(body.output)) throw new WireFault("The model's answer has no output.");
  const sent = new Sent();
  const lane = new Lane("response", reading, sent);
  const envelope = toShape(ENVELOPE, body, lane, "response") as JsonObject;
  const output = toShape({ list: { byType: ITEMS } }, body.output, lane, "output") as Json;
  if (!lane.isHalted)
    return { body: { ...envelope, object: "response", output }, lanes: [lane], sent };
  const incomplete_details = { reason: "content_filter" };
  const cut = { status: "incomplete", error: null, incomplete_details, output: [] };
  return { body: { ...envelope, object: "response", ...cut }, lanes: [lane], sent };
}
