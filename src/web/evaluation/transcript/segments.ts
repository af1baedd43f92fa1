import type { Mark } from "./marks.ts";

/** A stretch of a text between two ends of marks. */
export type Segment = {
  /** UTF-16 offset at which it begins. */
  readonly from: number;
  readonly text: string;
  /** Of the marks that it is part of; none where nobody cites it. */
  readonly numbers: readonly number[];
  /** Of the marks that end with it: their numbers are printed here. */
  readonly ends: readonly number[];
};

type Span = { readonly number: number; readonly start: number; readonly end: number };

/** Cuts a text at the ends of its marks. The segments put together are the text; spans beyond its end are cut there. */
export function toSegments(text: string, marks: readonly Mark[]): Segment[] {
  const spans = toUnits(text, marks);
  const edges = new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const until = cuts[i + 1] ?? text.length;
    const over = spans.filter(({ start, end }) => start <= from && until <= end);
    return {
      from,
      text: text.slice(from, until),
      numbers: over.map(({ number }) => number),
      ends: over.filter(({ end }) => end === until).map(({ number }) => number),
    };
  });
}

/** Code points to UTF-16 units, in one walk over the text. A mark of the whole text spans it; empty ones are left out. */
function toUnits(text: string, marks: readonly Mark[]): Span[] {
  const wanted = new Set(marks.flatMap(({ position }) => position ?? []));
  const unitOf = new Map<number, number>();
  let points = 0;
  let units = 0;
  if (wanted.size > 0)
    for (const point of text) {
      if (wanted.has(points)) unitOf.set(points, units);
      points += 1;
      units += point.length;
    }
  const toUnit = (at: number): number => unitOf.get(at) ?? text.length;
  return marks
    .map(({ number, position }) =>
      position === null
        ? { number, start: 0, end: text.length }
        : { number, start: toUnit(position[0]), end: toUnit(position[1]) },
    )
    .filter(({ start, end }) => start < end);
}
