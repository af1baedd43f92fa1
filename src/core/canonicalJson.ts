/** What JSON can say. `undefined` members are not part of it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

const LONE_SURROGATE = /\p{Surrogate}/u;

function text(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new TypeError("Canonical JSON has no lone surrogates.");
  return JSON.stringify(value);
}

function members(value: { readonly [name: string]: Json }): string {
  // RFC 8785, 3.2.3: names are sorted by their UTF-16 code units, which is what `sort` does.
  const pairs = Object.keys(value)
    .sort()
    .map((name) => `${text(name)}:${canonicalJson(value[name] as Json)}`);
  return `{${pairs.join(",")}}`;
}

/**
 * The one spelling of a JSON value (RFC 8785): sorted names, no spaces, shortest numbers.
 * Throws a TypeError for what JSON cannot hold: NaN, infinities, lone surrogates, `undefined`, functions, bigint.
 */
export function canonicalJson(value: Json): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`Canonical JSON has no ${value}.`);
      return JSON.stringify(value);
    case "string":
      return text(value);
    case "object":
      return Array.isArray(value)
        ? `[${value.map(canonicalJson).join(",")}]`
        : members(value as { readonly [name: string]: Json });
    default:
      throw new TypeError(`Canonical JSON has no ${typeof value}.`);
  }
}

const LONE = /\p{Surrogate}/u;

/** A value whose texts and names have no halves of characters, which JSON's escapes allow and no text has: each becomes U+FFFD. */
export function toWellFormed(value: Json): Json {
  if (typeof value === "string") return LONE.test(value) ? withoutLone(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toWellFormed);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [withoutLone(name), toWellFormed(member)]),
  );
}

const withoutLone = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
