import { isFields } from "../../assert/reading.ts";

/** Values of a test's variables, for one way to take them. */
export type Values = ReadonlyMap<string, unknown>;

export type Filled = {
  readonly text: string;
  /** Variables that nothing fills. */
  readonly missing: readonly string[];
  /** Filters, loops and conditions of the template language, which stand as they are. */
  readonly left: readonly string[];
};

/** What can be done to a value on its way into a text. */
const FILTERS: Readonly<Record<string, (value: unknown) => string>> = {
  safe: (value) => spell(value),
  trim: (value) => spell(value).trim(),
  upper: (value) => spell(value).toUpperCase(),
  lower: (value) => spell(value).toLowerCase(),
  dump: (value) => JSON.stringify(value),
  tojson: (value) => JSON.stringify(value),
};

const spell = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

const GAP = /\{\{-?([^{}]*)\}\}|\{%[^%]*%\}|\{#[^#]*#\}/g;
const SIMPLE = /^\s*([\w.-]+(?:\[['"]?[\w-]+['"]?\])*)\s*(?:\|\s*(\w+)\s*(?:\(\s*\))?\s*)?-?$/;

/** A template of promptfoo's (Nunjucks) as far as it is variables and plain filters; a comment is left out, anything else stands as it is. */
export function fillTemplate(text: string, values: Values): Filled {
  const [missing, left]: [string[], string[]] = [[], []];
  const filled = text.replace(GAP, (gap: string, inner: string | undefined) => {
    if (gap.startsWith("{#")) return "";
    const [, name = "", filter = "safe"] = SIMPLE.exec(inner ?? "") ?? [];
    const apply = Object.hasOwn(FILTERS, filter) ? FILTERS[filter] : undefined;
    if (name === "" || apply === undefined) {
      left.push(gap);
      return gap;
    }
    const value = valueAt(values, name);
    if (value === undefined) missing.push(name);
    return value === undefined ? gap : apply(value);
  });
  return { text: filled, missing, left };
}

export const isTemplate = (text: string): boolean => /\{\{|\{%/.test(text);

function valueAt(values: Values, name: string): unknown {
  if (values.has(name)) return values.get(name);
  const [first = "", ...steps] = name.replace(/\[['"]?([\w-]+)['"]?\]/g, ".$1").split(".");
  return steps.reduce<unknown>((held, step) => {
    const list = Array.isArray(held) ? (held as readonly unknown[])[Number(step)] : undefined;
    return isFields(held) && Object.hasOwn(held, step) ? held[step] : list;
  }, values.get(first));
}
