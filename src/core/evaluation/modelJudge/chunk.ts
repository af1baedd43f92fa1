import { toCodePoints } from "../citation/codePoints.ts";
import type { ShownMessage } from "./shownMessage.ts";

/** A stretch of a message: from `start` up to and not including `end` of its `of` code points. */
export type Piece = {
  readonly index: string;
  readonly speaker: string;
  readonly start: number;
  readonly end: number;
  readonly of: number;
  readonly text: string;
};

/** A part of a transcript that one question holds; parts overlap, so that what stands across an edge stands whole in one of them. */
export type Chunk = readonly Piece[];

/** Estimated tokens: of the transcript in one question, and of what two neighbouring parts share. */
export type ChunkBudget = { readonly tokens: number; readonly overlap: number };

/**
 * Three bytes of UTF-8 to a token: prose has four or more, code and most other scripts about three. No tokeniser is asked, since every model
 * has another one; the budget is to leave room for the difference.
 */
const BYTES_PER_TOKEN = 3;
/** What the heading of a message costs. */
const HEADING = 40 * BYTES_PER_TOKEN;
const LEAST_TOKENS = 200;

const bytesOf = (point: string): number => {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** A place between two code points of a transcript. */
type Cursor = { readonly message: number; readonly point: number };
const BEGIN: Cursor = { message: 0, point: 0 };
type Measured = {
  readonly shown: ShownMessage;
  readonly points: readonly string[];
  readonly sizes: readonly number[];
  readonly size: number;
};

/** Throws a RangeError for a budget that holds no message or shares more than half: a bug of the caller. */
export function toChunks(messages: readonly ShownMessage[], budget: ChunkBudget): Chunk[] {
  if (budget.tokens < LEAST_TOKENS || budget.overlap < 0 || budget.overlap * 2 > budget.tokens)
    throw new RangeError(
      `A budget has ${LEAST_TOKENS} tokens or more, and shares at most half: ${budget.tokens}, ${budget.overlap}.`,
    );
  const [limit, shared] = [budget.tokens * BYTES_PER_TOKEN, budget.overlap * BYTES_PER_TOKEN];
  const measured = messages.map(measure);
  const chunks: Chunk[] = [];
  let start = BEGIN;
  let covered = BEGIN;
  while (covered.message < measured.length) {
    covered = takeFrom(measured, start, covered, { limit, shared });
    chunks.push(toPieces(measured, start, covered));
    start = stepBack(measured, covered, shared);
  }
  return chunks;
}

function measure(shown: ShownMessage): Measured {
  const points = toCodePoints(shown.text);
  const sizes = points.map(bytesOf);
  return { shown, points, sizes, size: sizes.reduce((sum, size) => sum + size, 0) };
}

type Limits = { readonly limit: number; readonly shared: number };

/** As far as the limit goes; a message that would be cut, though the next part holds it whole, is left to the next part. */
function takeFrom(
  measured: readonly Measured[],
  start: Cursor,
  covered: Cursor,
  { limit, shared }: Limits,
): Cursor {
  let left = limit;
  let { message, point } = start;
  for (; message < measured.length; message += 1, point = 0) {
    const { sizes, size } = measured[message] as Measured;
    const isNew = point === 0 && isAfter({ message, point }, covered);
    const rest = point === 0 ? size : sizes.slice(point).reduce((sum, one) => sum + one, 0);
    const fitsNext = HEADING + size <= limit - shared;
    if (left < HEADING + Math.min(rest, 4)) return { message, point };
    if (isNew && HEADING + rest > left && fitsNext) return { message, point };
    left -= HEADING;
    if (rest > left) return { message, point: goOn(sizes, point, left) };
    left -= rest;
  }
  return { message, point: 0 };
}

const isAfter = (one: Cursor, other: Cursor): boolean =>
  one.message > other.message || (one.message === other.message && one.point > other.point);

function goOn(sizes: readonly number[], from: number, budget: number): number {
  let [at, left] = [from, budget];
  while (at < sizes.length && (sizes[at] ?? 0) <= left) {
    left -= sizes[at] ?? 0;
    at += 1;
  }
  return at;
}

/** Back by what is shared; whole messages where they fit, and else the end of one. */
function stepBack(measured: readonly Measured[], end: Cursor, shared: number): Cursor {
  let left = shared;
  let at = end;
  while (left >= HEADING + 4 && (at.point > 0 || at.message > 0)) {
    const message = at.point > 0 ? at.message : at.message - 1;
    const sizes = measured[message]?.sizes ?? [];
    const from = at.point > 0 ? at.point : sizes.length;
    const point = goBack(sizes, from, left - HEADING);
    left -= HEADING + sizes.slice(point, from).reduce((sum, size) => sum + size, 0);
    at = { message, point };
    if (point > 0) break;
  }
  return at;
}

function goBack(sizes: readonly number[], from: number, budget: number): number {
  let [at, left] = [from, budget];
  while (at > 0 && (sizes[at - 1] ?? 0) <= left) {
    at -= 1;
    left -= sizes[at] ?? 0;
  }
  return at;
}

function toPieces(measured: readonly Measured[], start: Cursor, end: Cursor): Piece[] {
  const touched = measured.slice(start.message, end.point > 0 ? end.message + 1 : end.message);
  return touched.map(({ shown, points }, i) => {
    const from = i === 0 ? start.point : 0;
    const to = start.message + i === end.message ? end.point : points.length;
    return {
      index: shown.index,
      speaker: shown.speaker,
      start: from,
      end: to,
      of: points.length,
      text: points.slice(from, to).join(""),
    };
  });
}
