import type { Json } from "../../../canonicalJson.ts";
import type { Lane } from "../lane.ts";
import { isObject, toShape } from "../shape.ts";
import { type Part, toPartJson } from "./part.ts";
import { ITEMS, STREAMED } from "./shapes.ts";

type JsonObject = { readonly [name: string]: Json };

/** One item of the output: a message, reasoning, a call of a tool. */
export type Item = {
  readonly index: number;
  readonly type: string;
  readonly name: string;
  /** What it began with, as it may leave, without its texts; undefined for those that leave when they are complete. */
  readonly begun: JsonObject | undefined;
  readonly parts: Map<string, Part>;
  /** As it left in the end. */
  done: JsonObject | undefined;
};

const isStreamed = (type: string): boolean => STREAMED.includes(type);

/** Undefined: nothing of a kind that the guard does not know may leave. */
export function openItem(value: JsonObject, index: number, lane: Lane): Item | undefined {
  const { type } = value;
  if (typeof type !== "string" || !Object.hasOwn(ITEMS, type)) return undefined;
  const name = `output/${index}`;
  const parts = new Map<string, Part>();
  const base = { index, type, name, parts, done: undefined };
  if (!isStreamed(type)) return { ...base, begun: undefined };
  const { content: _, summary: __, encrypted_content: ___, ...outer } = value;
  const shaped = toShape({ byType: ITEMS }, outer, lane, name) as JsonObject;
  const lists = type === "message" ? { content: [] } : { summary: [] };
  return { ...base, begun: { ...shaped, ...lists } };
}

const listOf = ({ parts }: Item, list: string): JsonObject[] =>
  [...parts.values()]
    .filter(({ kind }) => kind.list === list)
    .sort((a, b) => a.index - b.index)
    .map(toPartJson);

/** The texts of a streamed item as they left; of those of which nothing streamed, as they are judged now. */
function listsOf(item: Item, value: JsonObject, lane: Lane): JsonObject {
  const out: Record<string, Json> = {};
  for (const list of item.type === "message" ? ["content"] : ["summary", "content"]) {
    const left = listOf(item, list);
    const given = value[list];
    if (left.length > 0) out[list] = left;
    else if (Array.isArray(given)) out[list] = wholeList(item, list, given, lane);
  }
  return out;
}

function wholeList(item: Item, list: string, given: Json, lane: Lane): Json {
  const shape = { byType: ITEMS };
  const whole = toShape(shape, { type: item.type, [list]: given }, lane, item.name);
  return (isObject(whole) && whole[list]) || [];
}

/** An item that is complete. `isCut`: it is not, and will not be. */
export function closeItem(item: Item, value: JsonObject, lane: Lane, isCut = false): JsonObject {
  if (item.begun === undefined) {
    const whole = toShape({ byType: ITEMS }, value, lane, item.name);
    return (whole ?? {}) as JsonObject;
  }
  const { content: _, summary: __, ...outer } = value;
  const shaped = toShape({ byType: ITEMS }, { ...outer, type: item.type }, lane, item.name);
  const status = isCut && item.type === "message" ? { status: "incomplete" } : {};
  return {
    ...item.begun,
    ...(shaped as JsonObject),
    ...listsOf(item, value, lane),
    ...status,
  };
}
