import type { Json } from "../../../canonicalJson.ts";
import type { Item } from "./item.ts";

type JsonObject = { readonly [name: string]: Json };
type Told = { readonly type: string; readonly value: JsonObject };

/** Items whose one text has events of its own. */
const TOLD: Readonly<Record<string, { readonly member: string; readonly events: string }>> = {
  function_call: { member: "arguments", events: "response.function_call_arguments" },
  custom_tool_call: { member: "input", events: "response.custom_tool_call_input" },
  mcp_call: { member: "arguments", events: "response.mcp_call_arguments" },
  code_interpreter_call: { member: "code", events: "response.code_interpreter_call_code" },
};

/** How an item that was held until it was complete begins, and its text, in one piece. Its end is the caller's. */
export function toCallEvents({ index, type }: Item, done: JsonObject): Told[] {
  const how = TOLD[type];
  const text = how && done[how.member];
  const begun = { ...done, status: "in_progress", ...(how && { [how.member]: "" }) };
  const added = { type: "response.output_item.added", value: { output_index: index, item: begun } };
  if (!how || typeof text !== "string") return [added];
  const place = { ...(done.id !== undefined && { item_id: done.id }), output_index: index };
  const name = typeof done.name === "string" ? { name: done.name } : {};
  return [
    added,
    { type: `${how.events}.delta`, value: { ...place, delta: text } },
    { type: `${how.events}.done`, value: { ...place, ...name, [how.member]: text } },
  ];
}
