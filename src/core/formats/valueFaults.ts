import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { MOST_PROBLEMS } from "./faults.ts";

/** What to look for: over-long strings always; bad characters only where the text has escapes that could make them. */
export type ValueWatch = { readonly textLength: number; readonly escapes: boolean };

/** Lone surrogates cannot be stored as UTF-8, U+0000 not in a text column. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const NUL = "\u0000";

function faultOfText(text: string, watch: ValueWatch): Fault | null {
  if (text.length > watch.textLength) return tooLong(text, watch.textLength);
  if (!watch.escapes) return null;
  if (text.includes(NUL)) return CHARACTER_NUL;
  return LONE_SURROGATE.test(text) ? CHARACTER_SURROGATE : null;
}

type Fault = { readonly rule: string; readonly message: string };

const CHARACTER_NUL: Fault = {
  rule: "nul",
  message:
    "The text holds the character U+0000, which cannot be stored. Take it out or write it as text.",
};
const CHARACTER_SURROGATE: Fault = {
  rule: "surrogate",
  message: "The text holds half of a surrogate pair. Write the whole character, or take it out.",
};
const NUMBER_SIZE: Fault = {
  rule: "number",
  message: "The number is not finite as a 64-bit float. Write it as a string if it matters.",
};
const tooLong = (text: string, most: number): Fault => ({
  rule: "text-length",
  message: `The text has ${text.length} characters; at most ${most} are read. Send long material as a file in a zip.`,
});

/** Walks a parsed value once. `members` is the number of object members it holds. */
export function isSoundTree(value: unknown, watch: ValueWatch): { ok: boolean; members: number } {
  const count = { members: 0 };
  const ok = isSound(value, watch, count);
  return { ok, members: count.members };
}

function isSound(value: unknown, watch: ValueWatch, count: { members: number }): boolean {
  if (typeof value === "string") return faultOfText(value, watch) === null;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (!isSound(item, watch, count)) return false;
    return true;
  }
  for (const key of Object.keys(value)) {
    count.members += 1;
    if (faultOfText(key, watch) !== null) return false;
    if (!isSound((value as Record<string, unknown>)[key], watch, count)) return false;
  }
  return true;
}

type Steps = readonly (string | number)[];
type Note = (steps: Steps, fault: Fault | null) => void;

/** The slow walk, with pointers, for a value that is known to be unsound. */
export function findValueFaults(value: unknown, watch: ValueWatch, format: string): Problem[] {
  const problems: Problem[] = [];
  walk(value, [], watch, (steps, fault) => {
    if (fault === null || problems.length >= MOST_PROBLEMS) return;
    const { rule, message } = fault;
    problems.push({ rule: `${format}/${rule}`, pointer: toPointer(steps), message });
  });
  return problems;
}

function walk(value: unknown, steps: Steps, watch: ValueWatch, note: Note): void {
  if (typeof value === "string") note(steps, faultOfText(value, watch));
  else if (typeof value === "number") note(steps, Number.isFinite(value) ? null : NUMBER_SIZE);
  else if (Array.isArray(value))
    for (const [at, item] of value.entries()) walk(item, [...steps, at], watch, note);
  else if (typeof value === "object" && value !== null) walkMembers(value, steps, watch, note);
}

function walkMembers(value: object, steps: Steps, watch: ValueWatch, note: Note): void {
  for (const [key, member] of Object.entries(value)) {
    const fault = faultOfText(key, watch);
    if (fault === null) walk(member, [...steps, key], watch, note);
    else note(steps, { rule: fault.rule, message: `In a key: ${fault.message}` });
  }
}
