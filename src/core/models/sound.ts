import type { Json } from "../canonicalJson.ts";
import { isMembers } from "./wire.ts";

/** Deeper than any answer of the protocols; what walks over values would run out of stack. */
const DEEPEST = 100;
const LONE = /\p{Surrogate}/gu;

const mend = (text: string): string => text.replaceAll(LONE, "\uFFFD");

/**
 * A value that every part of the product can keep: halves of characters, which JSON can spell and no file can hold, become U+FFFD.
 * `undefined` where it is nested too deeply.
 */
export function toSound(value: unknown, depth = 0): Json | undefined {
  if (typeof value === "string") return mend(value);
  if (typeof value !== "object" || value === null) return value as Json;
  if (depth >= DEEPEST) return undefined;
  const entries = Object.entries(value).map(
    ([name, held]) => [mend(name), toSound(held, depth + 1)] as const,
  );
  if (entries.some(([, held]) => held === undefined)) return undefined;
  return isMembers(value)
    ? (Object.fromEntries(entries) as Json)
    : entries.map(([, held]) => held as Json);
}
