import type { Json } from "../../canonicalJson.ts";
import type { Lane } from "./lane.ts";

/**
 * What may stand at a place of the wire. Everything else is left out: a member that the guard does not know, a word that is not
 * of the list, a type that has no shape. `null` may stand everywhere.
 */
export type Shape =
  | "number"
  | "boolean"
  /** A text, judged as a whole. */
  | "text"
  /** A text that clients join with others like it. */
  | "prose"
  /** A text that is JSON. */
  | "json-text"
  /** Any JSON, judged as a document. */
  | "json"
  /** What only its maker can read: as it is, or not at all. */
  | "opaque"
  | { readonly words: readonly string[]; readonly otherwise?: string }
  | { readonly list: Shape }
  | Members
  /** By the member `type`. */
  | { readonly byType: Readonly<Record<string, Members>> }
  | { readonly either: readonly Shape[] };
export type Members = { readonly members: Readonly<Record<string, Shape>> };

type JsonObject = { readonly [name: string]: Json };
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The digits of a counter or a time of day; a longer number could be somebody's. */
const LONGEST_NUMBER = 12;

const isPlainNumber = (value: Json): value is number =>
  typeof value === "number" && Number.isFinite(value) && String(value).length <= LONGEST_NUMBER;

function toWritten(
  shape: "text" | "prose" | "json-text" | "opaque",
  value: string,
  lane: Lane,
  part: string,
) {
  if (shape === "json-text") return lane.argument(part, value);
  if (shape === "prose") return lane.said(part, value);
  const out = lane.whole(part, value);
  return shape === "text" || out === value ? out : "";
}

function toJson(value: Json, lane: Lane, part: string): Json {
  const out = lane.argument(part, JSON.stringify(value));
  return out === "" ? null : (JSON.parse(out) as Json);
}

function toMembers({ members }: Members, value: JsonObject, lane: Lane, part: string): Json {
  const out: Record<string, Json> = {};
  for (const [name, shape] of Object.entries(members)) {
    if (!Object.hasOwn(value, name)) continue;
    const item = toShape(shape, value[name] as Json, lane, `${part}/${name}`);
    if (item !== undefined) out[name] = item;
  }
  return out;
}

function toTyped(types: Readonly<Record<string, Members>>, value: Json, lane: Lane, part: string) {
  const type = isObject(value) ? value.type : undefined;
  if (typeof type !== "string" || !Object.hasOwn(types, type)) return undefined;
  const shape = types[type];
  if (!shape) return undefined;
  return { type, ...(toMembers(shape, value as JsonObject, lane, part) as object) };
}

const kindOf = (value: Json): string => (Array.isArray(value) ? "list" : typeof value);

/** The first of several shapes that fits what is there by its kind. */
function fits(shape: Shape, value: Json): boolean {
  const kind = kindOf(value);
  if (typeof shape === "string") {
    if (shape === "json") return true;
    return kind === (shape === "number" || shape === "boolean" ? shape : "string");
  }
  if ("words" in shape)
    return (
      typeof value === "string" && (shape.words.includes(value) || shape.otherwise !== undefined)
    );
  if ("list" in shape) return kind === "list";
  if ("either" in shape) return shape.either.some((one) => fits(one, value));
  return kind === "object";
}

type Basic = Extract<Shape, string>;

function toBasic(shape: Basic, value: Json, lane: Lane, part: string): Json | undefined {
  if (shape === "number") return isPlainNumber(value) ? value : undefined;
  if (shape === "boolean") return typeof value === "boolean" ? value : undefined;
  if (shape === "json") return toJson(value, lane, part);
  return typeof value === "string" ? toWritten(shape, value, lane, part) : undefined;
}

/** What may leave of a value; undefined: nothing of it. What the lane finds in it is noted there. */
export function toShape(shape: Shape, value: Json, lane: Lane, part: string): Json | undefined {
  if (value === null) return null;
  if (typeof shape === "string") return toBasic(shape, value, lane, part);
  if (!fits(shape, value)) return undefined;
  if ("words" in shape)
    return shape.words.includes(value as string) ? value : (shape.otherwise ?? undefined);
  if ("list" in shape)
    return (value as readonly Json[]).flatMap((item, i) => {
      const out = toShape(shape.list, item, lane, `${part}/${i}`);
      return out === undefined ? [] : [out];
    });
  if ("either" in shape) {
    const one = shape.either.find((some) => fits(some, value));
    return one === undefined ? undefined : toShape(one, value, lane, part);
  }
  if ("byType" in shape) return toTyped(shape.byType, value, lane, part);
  return toMembers(shape, value as JsonObject, lane, part);
}
