import { type CodePoints, isSpace, isWord } from "./codePoints.ts";
import type { Span } from "./normalize.ts";

const SENTENCE_END = ".!?\n";
const isIn = (points: string, point: string | undefined): boolean =>
  point !== undefined && points.includes(point);

/** Without the space at its ends; null where nothing is left. */
export function trimSpan(text: CodePoints, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return end > start ? { start, end } : null;
}

/** Grown until no word is cut at its ends. */
export function growToWords(text: CodePoints, span: Span): Span {
  let { start, end } = span;
  while (start > 0 && isWord(text[start - 1]) && isWord(text[start])) start -= 1;
  while (end < text.length && isWord(text[end - 1]) && isWord(text[end])) end += 1;
  return trimSpan(text, { start, end }) ?? span;
}

/** Grown to the sentences, or lines, that it stands in. */
export function growToSentences(text: CodePoints, span: Span): Span {
  let { start, end } = span;
  while (start > 0 && isSpace(text[start - 1])) start -= 1;
  while (start > 0 && !isIn(SENTENCE_END, text[start - 1])) start -= 1;
  while (end < text.length && isSpace(text[end])) end += 1;
  while (end < text.length && !isIn(SENTENCE_END, text[end])) end += 1;
  if (isIn(".!?", text[end])) {
    end += 1;
    while (isIn("\"')]}", text[end])) end += 1;
  }
  return trimSpan(text, { start, end }) ?? span;
}

/** A quotation of six words or more that begins with a capital or ends as a sentence does. */
export function looksLikeSentence(quote: string): boolean {
  const stripped = quote.trim();
  const words = stripped.match(/[\p{L}\p{N}_]+/gu) ?? [];
  if (words.length < 6) return false;
  const last = stripped.at(-1);
  return /^\p{Lu}/u.test(stripped) || isIn(".!?", last);
}

const cuts = (text: CodePoints, at: number): boolean =>
  at > 0 && at < text.length && isWord(text[at - 1]) && isWord(text[at]);

/** Whether neither end stands inside a word. */
export const keepsWords = (text: CodePoints, { start, end }: Span): boolean =>
  !cuts(text, start) && !cuts(text, end);

function beginsSentence(text: CodePoints, start: number): boolean {
  let at = start;
  while (at > 0 && isSpace(text[at - 1])) at -= 1;
  return at <= 0 || isIn(SENTENCE_END, text[at - 1]);
}

function endsSentence(text: CodePoints, end: number): boolean {
  let at = end;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at >= text.length || isIn(SENTENCE_END, text[at]);
}

/** 0 to 4: a point for each end that cuts no word, and for each that is a sentence's. */
export const boundaryQuality = (text: CodePoints, { start, end }: Span): number =>
  [
    !cuts(text, start),
    !cuts(text, end),
    beginsSentence(text, start),
    endsSentence(text, end),
  ].filter(Boolean).length;
