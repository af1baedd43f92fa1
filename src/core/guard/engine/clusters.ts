import type { SourceSight } from "./derivedView.ts";

/** Sights that overlap one another, and the stretch they cover together: it goes or stays as one. */
export type Cluster = {
  readonly start: number;
  readonly end: number;
  readonly sights: readonly SourceSight[];
};

function byName(a: SourceSight, b: SourceSight): number {
  const first = a.sight.rule.rule.id;
  const second = b.sight.rule.rule.id;
  if (first === second) return a.view < b.view ? -1 : 1;
  return first < second ? -1 : 1;
}

/** Total, so that the order of findings does not tell in which order the text came. */
export const bySpan = (a: SourceSight, b: SourceSight): number =>
  a.start - b.start || b.end - a.end || byName(a, b);

export function areInOrder(sights: readonly SourceSight[]): boolean {
  for (let i = 1; i < sights.length; i += 1) {
    if ((sights[i - 1] as SourceSight).start >= (sights[i] as SourceSight).start) return false;
  }
  return true;
}

/** Clusters in order, of sights in any. */
export const clustersOf = (sights: readonly SourceSight[]): Cluster[] =>
  clustersInOrder([...sights].sort(bySpan));

/** The same of sights that are in order already. */
export function clustersInOrder(sights: readonly SourceSight[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (let from = 0; from < sights.length; ) {
    const { start } = sights[from] as SourceSight;
    let { end } = sights[from] as SourceSight;
    let to = from + 1;
    for (; to < sights.length && (sights[to] as SourceSight).start < end; to += 1) {
      end = Math.max(end, (sights[to] as SourceSight).end);
    }
    clusters.push({ start, end, sights: sights.slice(from, to) });
    from = to;
  }
  return clusters;
}
