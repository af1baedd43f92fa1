import { z } from "zod";
import { AnyJson } from "../../anyJson.ts";
import { canonicalJson, type Json, toWellFormed } from "../../canonicalJson.ts";
import { stepsOf } from "../../jsonPointer.ts";
import { parsePattern } from "./safePattern.ts";

/** A pattern of `parsePattern`: what it refuses is a fault of the document. */
export const Pattern = z.string().superRefine((source, context) => {
  const pattern = parsePattern(source, false);
  if (!pattern.ok) context.addIssue({ code: "custom", message: pattern.refusal.detail });
});

/** What a value must be: equal, or one of several, or text that holds or matches something, or a number within bounds. */
export const Match = z.union([
  z.strictObject({ equals: AnyJson }),
  z.strictObject({ one_of: z.array(AnyJson).min(1) }),
  z.strictObject({ contains: z.string() }),
  z.strictObject({ matches: Pattern }),
  z.strictObject({ at_least: z.number().optional(), at_most: z.number().optional() }),
]);
export type Match = z.infer<typeof Match>;

const spell = (value: unknown): string => canonicalJson(toWellFormed(value as Json));

const same = (one: unknown, other: unknown): boolean =>
  one !== undefined && spell(one) === spell(other);

export function matches(value: unknown, match: Match): boolean {
  if ("equals" in match) return same(value, match.equals);
  if ("one_of" in match) return match.one_of.some((one) => same(value, one));
  if ("contains" in match) return textOf(value).includes(match.contains);
  if ("matches" in match) {
    const pattern = parsePattern(match.matches, false);
    return pattern.ok && pattern.value.test(textOf(value));
  }
  if (typeof value !== "number") return false;
  return value >= (match.at_least ?? -Infinity) && value <= (match.at_most ?? Infinity);
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

/** What stands at a JSON pointer (or at a plain name); `undefined` where nothing does. */
export function valueAt(value: unknown, pointer: string): unknown {
  const steps = pointer === "" || pointer.startsWith("/") ? stepsOf(pointer) : [pointer];
  return steps.reduce<unknown>((held, step) => {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, step)) return undefined;
    return (held as Record<string, unknown>)[step];
  }, value);
}

/** Whether every place named holds what it must. */
export const matchesAll = (value: unknown, places: Readonly<Record<string, Match>>): boolean =>
  Object.entries(places).every(([pointer, match]) => matches(valueAt(value, pointer), match));
