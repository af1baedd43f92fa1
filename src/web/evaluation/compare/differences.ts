import type { ComparisonPage } from "#contract/evaluation/comparison.ts";

type Difference = ComparisonPage["differences"][number];

/** One thing that differs, with both values in words. */
type Compared = { readonly name: string; readonly a: string; readonly b: string };

/** What differs, named by its place: `/target/system_prompt` is "System prompt". */
export const toCompared = (differences: readonly Difference[]): Compared[] =>
  differences.map(({ pointer, a, b }) => ({
    name: nameOf(pointer),
    a: valueSays(a),
    b: valueSays(b),
  }));

/** Of an RFC 6901 pointer. Most of what differs is the target's, which goes without saying. */
function nameOf(pointer: string): string {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const told = parts.length > 1 && parts[0] === "target" ? parts.slice(1) : parts;
  const name = told.length === 0 ? "everything" : told.join(", ").replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function valueSays(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

const MOST = 160;

/** Long texts are told by their beginning and their number of words; the whole stands on hover. */
export function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const words = text.split(/\s+/).length;
  return `${text.slice(0, MOST).trimEnd()} … (${words} words)`;
}
