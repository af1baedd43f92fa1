import type { CitationPart } from "#core/evaluation/citation/resolve.ts";
import type { Opinion } from "#core/evaluation/verdict.ts";
import type { Citable } from "./turns.ts";

/** A place that judges went by, under the number it has on the page. `position` counts code points; null is the whole text. */
export type Mark = Citable & {
  readonly number: number;
  readonly position: readonly [number, number] | null;
};

/** A quotation that could not be resolved to one place. */
export type LostQuote = { readonly quote: string; readonly why: string };

/** What one judge went by: numbers of marks, and quotations that are nowhere. */
export type Grounds = {
  readonly numbers: readonly number[];
  readonly lost: readonly LostQuote[];
};

export type Marked = {
  readonly marks: readonly Mark[];
  /** Of each opinion, in the order in which they were given. */
  readonly grounds: readonly Grounds[];
};

type Place = Omit<Mark, "number">;
type Quotation = Pick<
  CitationPart,
  "messageId" | "quote" | "position" | "sourceKind" | "toolArgument"
> & { readonly resolution: { readonly status: string; readonly detail?: string | undefined } };
/** An opinion as the core and the contract both have it, as far as it points at places. */
type Cited = Pick<Opinion, "seen"> & { readonly citations: readonly Quotation[] };

/** Numbers places from the top of the transcript; one that several judges cite has one number. */
export function toMarks(opinions: readonly Cited[]): Marked {
  const found = opinions.map(placesOf);
  const places = [
    ...new Map(found.flatMap((each) => each.places).map((place) => [keyOf(place), place])).values(),
  ].sort(fromTheTop);
  const numbers = new Map(places.map((place, at) => [keyOf(place), at + 1]));
  return {
    marks: places.map((place, at) => ({ ...place, number: at + 1 })),
    grounds: found.map((each) => ({
      numbers: [...new Set(each.places.map((place) => numbers.get(keyOf(place)) ?? 0))].sort(
        (a, b) => a - b,
      ),
      lost: each.lost,
    })),
  };
}

function placesOf({ seen, citations }: Cited): { places: Place[]; lost: LostQuote[] } {
  const places: Place[] = seen.map(({ messageId, kind, position }) => ({
    messageId,
    kind,
    argument: null,
    position,
  }));
  const lost: LostQuote[] = [];
  for (const part of citations) {
    if (part.position === null || part.sourceKind === null)
      lost.push({ quote: part.quote, why: part.resolution.detail ?? part.resolution.status });
    else
      places.push({
        messageId: part.messageId,
        kind: part.sourceKind,
        argument: part.toolArgument,
        position: part.position,
      });
  }
  return { places, lost };
}

const keyOf = ({ messageId, kind, argument, position }: Place): string =>
  JSON.stringify([messageId, kind, argument, position]);

const KINDS = ["message", "tool_arg", "tool_result"];
const eventOf = (messageId: string): number => Number(/\d+$/.exec(messageId)?.[0] ?? 0);

function fromTheTop(a: Place, b: Place): number {
  return (
    eventOf(a.messageId) - eventOf(b.messageId) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    (a.argument ?? "").localeCompare(b.argument ?? "") ||
    (a.position?.[0] ?? -1) - (b.position?.[0] ?? -1) ||
    (a.position?.[1] ?? -1) - (b.position?.[1] ?? -1)
  );
}

/** The marks that stand in one text. */
export const marksIn = (marks: readonly Mark[], { messageId, kind, argument }: Citable): Mark[] =>
  marks.filter(
    (mark) =>
      mark.messageId === messageId &&
      mark.kind === kind &&
      (mark.kind !== "tool_arg" || mark.argument === argument),
  );
