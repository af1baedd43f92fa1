import type { Action } from "#core/guard/verdict.ts";

type Marked = Exclude<Action, "pass">;
/** Of one part of a text, half-open, in whatever units the caller counts. */
export type Span = { readonly start: number; readonly end: number; readonly action: Marked };

/** A stretch of a text under the strictest of the spans that cover it; `first` is the index of the first of them. */
export type Stretch = Span & { readonly first: number };

const RANK: Record<Marked, number> = { rewrite: 1, escalate: 2, block: 3 };

/** Spans in code points, in UTF-16 units, in one walk over the text. Spans beyond its end are cut there. */
export function toUnits<S extends Span>(text: string, spans: readonly S[]): S[] {
  if (!/[\ud800-\udbff]/.test(text)) return spans.map((span) => cut(span, text.length));
  const wanted = [...new Set(spans.flatMap(({ start, end }) => [start, end]))];
  wanted.sort((a, b) => a - b);
  const unitOf = new Map<number, number>();
  let next = 0;
  let points = 0;
  let units = 0;
  for (const point of text) {
    while (wanted[next] === points) {
      unitOf.set(points, units);
      next += 1;
    }
    if (next >= wanted.length) break;
    points += 1;
    units += point.length;
  }
  const unit = (at: number): number => unitOf.get(at) ?? text.length;
  return spans.map((span) => ({ ...span, start: unit(span.start), end: unit(span.end) }));
}

const cut = <S extends Span>(span: S, length: number): S => ({
  ...span,
  start: Math.min(span.start, length),
  end: Math.min(span.end, length),
});

/** The same as stretches one behind the other that do not overlap. */
export function toStretches(spans: readonly Span[]): Stretch[] {
  const edges = spans.flatMap(({ start, end }, index) =>
    start < end
      ? [
          { at: start, index, opens: true },
          { at: end, index, opens: false },
        ]
      : [],
  );
  edges.sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
  const open = new Set<number>();
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { at, index, opens } of edges) {
    if (at > from && open.size > 0)
      add(stretches, { ...strictest(spans, open), start: from, end: at });
    from = at;
    if (opens) open.add(index);
    else open.delete(index);
  }
  return stretches;
}

function strictest(spans: readonly Span[], open: ReadonlySet<number>) {
  const [first = 0] = [...open].sort((a, b) => a - b);
  let action: Marked = "rewrite";
  for (const index of open) {
    const other = spans[index]?.action ?? "rewrite";
    if (RANK[other] > RANK[action]) action = other;
  }
  return { action, first };
}

/** What differs in nothing but its place is one stretch. */
function add(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last && last.end === next.start && last.first === next.first && last.action === next.action)
    stretches[stretches.length - 1] = { ...last, end: next.end };
  else stretches.push(next);
}
