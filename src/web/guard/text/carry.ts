import type { Span } from "./stretches.ts";

function sharedStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function sharedEnd(one: string, other: string, most: number): number {
  let count = 0;
  while (
    count < most &&
    one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)
  )
    count += 1;
  return count;
}

/**
 * Marks of a text on what it has become by one edit, until it has been read again: those before the edit stay, those behind
 * it move along, those that it touches go. UTF-16 units.
 */
export function carrySpans<S extends Span>(before: string, now: string, spans: readonly S[]): S[] {
  if (before === now) return [...spans];
  const start = sharedStart(before, now);
  const most = Math.min(before.length, now.length) - start;
  const tail = before.length - sharedEnd(before, now, most);
  const moved = now.length - before.length;
  return spans.flatMap((span) => {
    if (span.end <= start) return [span];
    if (span.start >= tail) return [{ ...span, start: span.start + moved, end: span.end + moved }];
    return [];
  });
}
