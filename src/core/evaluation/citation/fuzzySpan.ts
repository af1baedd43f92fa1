import {
  boundaryQuality,
  growToSentences,
  growToWords,
  keepsWords,
  looksLikeSentence,
  trimSpan,
} from "./boundary.ts";
import { type CodePoints, toCodePoints } from "./codePoints.ts";
import { normalize, type Span, toRawSpan } from "./normalize.ts";
import { partialRatio } from "./partialRatio.ts";

/** Shorter quotations are like too much. */
const LEAST_LENGTH = 16;
/** Points of the text times points of the quotation: beyond, only what stands there exactly is found. About a second. */
const MOST_WORK = 40_000_000;
/** What rounding a stretch up to words and sentences may cost, in points of score, and how far it may reach. */
const MOST_LOSS = 1.5;
const MOST_GROWTH = 48;

/** The stretch of a text most like a quotation, its score, and the score of the best one elsewhere in the text. */
export type FuzzySpan = { readonly score: number; readonly span: Span; readonly runnerUp: number };

/** Null where the quotation is too short or its best stretch cannot be rounded to whole words. `maySpread` lets it grow to sentences. */
export function findFuzzySpan(
  text: CodePoints,
  quote: string,
  maySpread: boolean,
): FuzzySpan | null {
  const whole = normalize(text);
  const sought = normalize(toCodePoints(quote)).points;
  if (sought.length < LEAST_LENGTH || whole.points.length === 0) return null;
  if (sought.length * whole.points.length > MOST_WORK) return null;
  const best = partialRatio(sought, whole.points);
  if (best.end <= best.start) return null;
  const raw = toRawSpan(whole, best.start, best.end);
  const span = settle({ text, quote, sought, maySpread, score: best.score }, raw);
  if (span === null) return null;
  const rest = whole.points.map((point, at) => (at >= best.start && at < best.end ? " " : point));
  return { score: best.score, span, runnerUp: partialRatio(sought, rest).score };
}

type Settling = {
  readonly text: CodePoints;
  readonly quote: string;
  readonly sought: CodePoints;
  readonly maySpread: boolean;
  readonly score: number;
};

/** The best rounded of the stretch itself, its words and its sentences, among those that cost little. */
function settle({ text, quote, sought, maySpread, score }: Settling, raw: Span): Span | null {
  const base = trimSpan(text, raw);
  if (base === null) return null;
  const words = growToWords(text, base);
  const spans =
    maySpread && looksLikeSentence(quote)
      ? [base, words, growToSentences(text, words)]
      : [base, words];
  let best: { readonly span: Span; readonly key: readonly number[] } | null = null;
  for (const span of spans) {
    const growth = Math.max(0, base.start - span.start) + Math.max(0, span.end - base.end);
    if (growth > MOST_GROWTH) continue;
    const own = normalize(text.slice(span.start, span.end)).points;
    if (own.length === 0) continue;
    const ownScore = partialRatio(sought, own).score;
    if (score - ownScore > MOST_LOSS) continue;
    const key = [boundaryQuality(text, span), ownScore, span.start - span.end];
    if (best === null || isAbove(key, best.key)) best = { span, key };
  }
  return best !== null && keepsWords(text, best.span) ? best.span : null;
}

function isAbove(key: readonly number[], other: readonly number[]): boolean {
  const at = key.findIndex((part, i) => part !== other[i]);
  return at >= 0 && (key[at] ?? 0) > (other[at] ?? 0);
}
