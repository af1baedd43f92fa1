/** A text by its Unicode code points. Offsets of citations count these, as the published runs do, and not UTF-16 units. */
export type CodePoints = readonly string[];

export const toCodePoints = (text: string): CodePoints => Array.from(text);
export const sliceText = (points: CodePoints, start: number, end: number): string =>
  points.slice(start, end).join("");

const SPACE = /^\s$/u;
/** Separators of files, groups, records and units, and the next line: space to the runs that are to be matched, not to `\s`. */
const FURTHER_SPACE = ["\x1c", "\x1d", "\x1e", "\x1f", "\x85"];
const WORD = /^[\p{L}\p{N}]$/u;

export const isSpace = (point: string | undefined): boolean =>
  point !== undefined &&
  ((point !== "\ufeff" && SPACE.test(point)) || FURTHER_SPACE.includes(point));
export const isWord = (point: string | undefined): boolean =>
  point !== undefined && WORD.test(point);

/** Where `sought` begins in `points`, overlapping places included. */
export function placesOf(sought: CodePoints, points: CodePoints): number[] {
  const places: number[] = [];
  if (sought.length === 0) return places;
  for (let at = 0; at + sought.length <= points.length; at += 1) {
    let same = 0;
    while (same < sought.length && points[at + same] === sought[same]) same += 1;
    if (same === sought.length) places.push(at);
  }
  return places;
}
