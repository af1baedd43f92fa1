import type { Fields } from "./reading.ts";

type Key = string | number;

/** Under which an object keeps its keys as they were written: those that are numbers it would put in the order of their size. */
const KEYS = Symbol("keys as written");

/** Maps, in lists and in one another, as objects. What stands in several places is one object in all of them. */
export function toFields(value: unknown, made = new Map<unknown, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  const own = Array.isArray(value)
    ? value.map((item) => toFields(item, made))
    : fromMap(value as ReadonlyMap<Key, unknown>, made);
  made.set(value, own);
  return own;
}

function fromMap(map: ReadonlyMap<Key, unknown>, made: Map<unknown, unknown>): Fields {
  const own = Object.fromEntries([...map].map(([key, item]) => [key, toFields(item, made)]));
  return Object.defineProperty(own, KEYS, { value: [...map.keys()] });
}

/** Keys and values in the order in which they were written, whole numbers as numbers unless they were quoted. */
export function entriesAsWritten(fields: Fields): (readonly [Key, unknown])[] {
  const { [KEYS]: keys = Object.keys(fields) } = fields as { readonly [KEYS]?: readonly Key[] };
  return keys.map((key) => [key, fields[key]] as const);
}
