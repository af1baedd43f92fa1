import type { CodePoints } from "./codePoints.ts";
import { findFuzzySpan } from "./fuzzySpan.ts";
import type { Span } from "./normalize.ts";
import { type Candidate, nameOf, type Source } from "./source.ts";

/** Where a quotation stands; `ambiguity` says, for people, why that is not certain. */
export type Found = {
  readonly candidate: Candidate;
  readonly source: Source;
  readonly span: Span;
  readonly ambiguity: string | null;
};

type FindSpans = (text: CodePoints, quote: string) => readonly Span[];

/** The one place where a quotation stands by one way of looking; ambiguous where there are several; null where there is none. */
export function searchSpans(
  candidates: readonly Candidate[],
  quote: string,
  find: FindSpans,
): Found | null {
  const matches: Found[] = [];
  for (const candidate of candidates) {
    const found =
      inSources(candidate, candidate.particular, quote, find) ??
      inSources(candidate, [candidate.whole], quote, find);
    if (found !== null && found.ambiguity !== null) return found;
    if (found !== null) matches.push(found);
  }
  const [first] = matches;
  if (first === undefined) return null;
  return matches.length === 1 ? first : { ...first, ambiguity: "Several messages say this." };
}

function inSources(
  candidate: Candidate,
  sources: readonly Source[],
  quote: string,
  find: FindSpans,
): Found | null {
  const matches: Found[] = [];
  const { index } = candidate.message;
  for (const source of sources) {
    const spans = find(source.text, quote);
    const [span] = spans;
    if (span === undefined) continue;
    const ambiguity =
      spans.length > 1
        ? `The ${nameOf(source)} of message ${index} says this more than once.`
        : null;
    if (ambiguity !== null) return { candidate, source, span, ambiguity };
    matches.push({ candidate, source, span, ambiguity });
  }
  const [first] = matches;
  if (first === undefined || matches.length === 1) return first ?? null;
  return { ...first, ambiguity: `Several parts of message ${index} say this.` };
}

/** A stretch must be this like, and this much more like than the next best one anywhere. */
const LEAST_SCORE = 88;
const LEAST_LEAD = 3;

type Scored = { readonly found: Found; readonly score: number; readonly runnerUp: number };

/** The one stretch of all messages that is nearly the quotation; ambiguous where another one is nearly as near. */
export function searchFuzzily(candidates: readonly Candidate[], quote: string): Found | null {
  const best = leader(
    candidates.flatMap((candidate) => {
      const scored =
        scoreSources(candidate, candidate.particular, quote) ??
        scoreSources(candidate, [candidate.whole], quote);
      return scored === null ? [] : [scored];
    }),
  );
  if (best === null || best.score < LEAST_SCORE) return null;
  if (best.score - best.runnerUp >= LEAST_LEAD) return best.found;
  return { ...best.found, ambiguity: "Another stretch is nearly as like." };
}

function scoreSources(
  candidate: Candidate,
  sources: readonly Source[],
  quote: string,
): Scored | null {
  return leader(
    sources.flatMap((source) => {
      const fuzzy = findFuzzySpan(source.text, quote, source.kind !== "tool_arg");
      if (fuzzy === null) return [];
      const found = { candidate, source, span: fuzzy.span, ambiguity: null };
      return [{ found, score: fuzzy.score, runnerUp: fuzzy.runnerUp }];
    }),
  );
}

/** The first of the best, with the best score that anything else reached. */
function leader(scored: readonly Scored[]): Scored | null {
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return null;
  const others = scored.filter((one) => one !== best).map(({ score }) => score);
  return { ...best, runnerUp: Math.max(best.runnerUp, ...others) };
}
