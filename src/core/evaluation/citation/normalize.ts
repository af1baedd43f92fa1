import { type CodePoints, isSpace, isWord } from "./codePoints.ts";

/** A text without markup, its runs of space as one, quotation marks straight; `offsets` leads each point back to its place. */
export type Normalized = { readonly points: CodePoints; readonly offsets: readonly number[] };

const STRAIGHT: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
};

export function normalize(raw: CodePoints): Normalized {
  const points: string[] = [];
  const offsets: number[] = [];
  let gap: number | null = null;
  for (const [at, point] of raw.entries()) {
    if (isMarkup(raw, at)) continue;
    if (isSpace(point)) {
      if (points.length > 0) gap ??= at;
      continue;
    }
    if (gap !== null) {
      points.push(" ");
      offsets.push(gap);
      gap = null;
    }
    points.push(STRAIGHT[point] ?? point);
    offsets.push(at);
  }
  return { points, offsets };
}

/** Markdown's backticks, and its stars and underscores where they are doubled or stand at the edge of a word. */
function isMarkup(raw: CodePoints, at: number): boolean {
  const point = raw[at];
  if (point === "`") return true;
  if (point !== "*" && point !== "_") return false;
  const [before, after] = [raw[at - 1], raw[at + 1]];
  return before === point || after === point || isWord(before) !== isWord(after);
}

/** The place in the raw text of a stretch of the normalised one; the stretch is not empty. */
export const toRawSpan = ({ offsets }: Normalized, start: number, end: number): Span => ({
  start: offsets[start] ?? 0,
  end: (offsets[end - 1] ?? -1) + 1,
});

/** From `start` up to and not including `end`, in code points. */
export type Span = { readonly start: number; readonly end: number };
