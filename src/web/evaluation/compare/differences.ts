import type { ComparisonPage } from "#contract/evaluation/comparison.ts";

type Difference = ComparisonPage["differences"][number];

/** One row of the configuration table: what is alike is told once, what differs is told of both and marked. */
export type Compared = {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly differs: boolean;
};

/** What differs, named by its place: `/target/system` is "target, system". */
export const toCompared = (differences: readonly Difference[]): Compared[] =>
  differences.map(({ pointer, a, b }) => ({
    name: nameOf(pointer),
    a: valueSays(a),
    b: valueSays(b),
    differs: true,
  }));

/** Of an RFC 6901 pointer. */
const nameOf = (pointer: string): string => {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts.length === 0 ? "everything" : parts.join(", ").replaceAll("_", " ");
};

/** Long texts are told by their beginning and their number of words; the whole stands on hover. */
function valueSays(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
}

const MOST = 160;

export function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const words = text.split(/\s+/).length;
  return `${text.slice(0, MOST).trimEnd()} … (${words} words)`;
}
