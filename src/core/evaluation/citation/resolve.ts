import { type CodePoints, placesOf, sliceText, toCodePoints } from "./codePoints.ts";
import { normalize, type Span, toRawSpan } from "./normalize.ts";
import { type Found, searchFuzzily, searchSpans } from "./search.ts";
import {
  type Candidate,
  type CitableMessage,
  inSearchOrder,
  type SourceKind,
  toCandidate,
} from "./source.ts";

/** `exact` covers quotations that are the same but for markup, space and the shape of quotation marks. */
export type ResolutionMethod =
  | "exact"
  | "conservative_fuzzy"
  | "ambiguous_quote_match"
  | "quote_not_found"
  | "missing_message_id"
  | "missing_message_text";

export type Resolution = {
  readonly status: "resolved" | "ambiguous" | "unresolved";
  readonly method: ResolutionMethod;
  readonly detail?: string;
};

/** What is cited, and enough around it to find it again if the text moves. Lengths are code points. */
export type Anchor = {
  readonly exact: string;
  readonly prefix?: string | null;
  readonly suffix?: string | null;
  readonly hint?: number;
};

/** One quotation of a judge, and the very place in the transcript that it is; `position` is null where that is not certain. */
export type CitationPart = {
  readonly claimedIndex: string;
  readonly matchedIndex: string | null;
  readonly messageId: string;
  readonly quote: string;
  /** From, and up to but not including: code points of the source. */
  readonly position: readonly [number, number] | null;
  readonly anchor: Anchor;
  readonly sourceKind: SourceKind | null;
  readonly toolCallId: string | null;
  readonly toolArgument: string | null;
  readonly resolution: Resolution;
};

const ANCHOR_REACH = 24;

/** All quotations of one citation. They stand in one message or are ambiguous: a citation is one piece of evidence. */
export function resolveCitation(
  claimed: string,
  quotes: readonly string[],
  messages: readonly CitableMessage[],
): CitationPart[] {
  const candidates = inSearchOrder(messages.map(toCandidate), claimed);
  const parts = quotes.map((quote) => resolvePart(claimed, quote, candidates));
  const places = new Set(
    parts.flatMap(({ matchedIndex, messageId }) =>
      matchedIndex === null ? [] : [`${matchedIndex} ${messageId}`],
    ),
  );
  return places.size > 1 ? parts.map(toScattered) : parts;
}

const toScattered = (part: CitationPart): CitationPart => ({
  ...part,
  matchedIndex: null,
  position: null,
  resolution: {
    status: "ambiguous",
    method: "ambiguous_quote_match",
    detail: "The quotations of one citation stand in different messages.",
  },
});

const exactSpans = (text: CodePoints, quote: string): Span[] => {
  const sought = toCodePoints(quote);
  return placesOf(sought, text).map((start) => ({ start, end: start + sought.length }));
};

function normalizedSpans(text: CodePoints, quote: string): Span[] {
  const whole = normalize(text);
  const sought = normalize(toCodePoints(quote)).points;
  return placesOf(sought, whole.points).map((start) =>
    toRawSpan(whole, start, start + sought.length),
  );
}

function resolvePart(
  claimed: string,
  quote: string,
  candidates: readonly Candidate[],
): CitationPart {
  const found =
    searchSpans(candidates, quote, exactSpans) ?? searchSpans(candidates, quote, normalizedSpans);
  if (found !== null) return toPart(claimed, quote, found, "exact", candidates);
  const like = searchFuzzily(candidates, quote);
  if (like !== null) return toPart(claimed, quote, like, "conservative_fuzzy", candidates);
  return toMissing(claimed, quote, candidates);
}

const claimedOf = (claimed: string, candidates: readonly Candidate[]) =>
  candidates.find(({ message }) => message.index === claimed);

function toPart(
  claimed: string,
  quote: string,
  found: Found,
  method: "exact" | "conservative_fuzzy",
  candidates: readonly Candidate[],
): CitationPart {
  const { message } = found.candidate;
  if (found.ambiguity !== null) {
    const messageId = claimedOf(claimed, candidates)?.message.messageId ?? message.messageId;
    const resolution: Resolution = {
      status: "ambiguous",
      method: "ambiguous_quote_match",
      detail: found.ambiguity,
    };
    return { ...nowhere(claimed, quote), messageId, resolution };
  }
  const { text, kind, argument } = found.source;
  const { start, end } = found.span;
  const elsewhere = claimed !== "" && message.index !== claimed;
  return {
    claimedIndex: claimed,
    matchedIndex: message.index,
    messageId: message.messageId,
    quote,
    position: [start, end],
    anchor: {
      exact: sliceText(text, start, end),
      prefix: sliceText(text, Math.max(0, start - ANCHOR_REACH), start) || null,
      suffix: sliceText(text, end, end + ANCHOR_REACH) || null,
      hint: start,
    },
    sourceKind: kind,
    toolCallId: message.toolCallId || null,
    toolArgument: argument,
    resolution: {
      status: "resolved",
      method,
      ...(elsewhere
        ? { detail: `Message ${claimed} was cited; it stands in ${message.index}.` }
        : {}),
    },
  };
}

const nowhere = (claimed: string, quote: string) => ({
  claimedIndex: claimed,
  matchedIndex: null,
  quote,
  position: null,
  anchor: { exact: quote },
  sourceKind: null,
  toolCallId: null,
  toolArgument: null,
});

function toMissing(claimed: string, quote: string, candidates: readonly Candidate[]): CitationPart {
  const message = claimedOf(claimed, candidates)?.message;
  const said = (method: ResolutionMethod, detail: string): CitationPart => ({
    ...nowhere(claimed, quote),
    messageId: message?.messageId ?? "",
    resolution: { status: "unresolved", method, detail },
  });
  if (message === undefined)
    return said("missing_message_id", `There is no message ${claimed}, and none says this.`);
  if (message.text === "")
    return said("missing_message_text", `Message ${claimed} has no text, and none says this.`);
  return said("quote_not_found", "No message says this, or anything near enough.");
}
