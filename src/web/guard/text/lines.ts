import type { Stretch } from "./stretches.ts";

/** A line without its end, and the stretches on it, counted from its beginning. */
export type MarkedLine = {
  readonly text: string;
  readonly marks: readonly Stretch[];
  /** Alike for alike lines: what has the same key is drawn the same. */
  readonly key: string;
};

const NONE: readonly Stretch[] = [];

/** A text by lines, so that a changed line is the only one that is drawn anew. Stretches are in order and do not overlap. */
export function toMarkedLines(text: string, stretches: readonly Stretch[]): MarkedLine[] {
  let next = 0;
  let from = 0;
  return text.split("\n").map((line) => {
    const end = from + line.length;
    while (next < stretches.length && (stretches[next]?.end ?? 0) <= from) next += 1;
    const marks: Stretch[] = [];
    for (let i = next; i < stretches.length; i += 1) {
      const stretch = stretches[i];
      if (!stretch || stretch.start >= end) break;
      const [start, until] = [Math.max(stretch.start, from), Math.min(stretch.end, end)];
      if (until > start) marks.push({ ...stretch, start: start - from, end: until - from });
    }
    from = end + 1;
    return {
      text: line,
      marks: marks.length > 0 ? marks : NONE,
      key: marks.map((mark) => `${mark.start}-${mark.end}${mark.action}${mark.first}`).join(),
    };
  });
}

/** A line as pieces: text, and marked text. */
export function toPieces({ text, marks }: Pick<MarkedLine, "text" | "marks">) {
  const pieces: { readonly from: number; readonly text: string; readonly mark?: Stretch }[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start > at) pieces.push({ from: at, text: text.slice(at, mark.start) });
    pieces.push({ from: mark.start, text: text.slice(mark.start, mark.end), mark });
    at = mark.end;
  }
  if (at < text.length) pieces.push({ from: at, text: text.slice(at) });
  return pieces;
}
