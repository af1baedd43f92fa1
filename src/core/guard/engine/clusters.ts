import type { SourceSight } from "./derivedView.ts";

/** Sights that overlap one another, and the stretch they cover together: it goes or stays as one. */
export type Cluster = {
  readonly start: number;
  readonly end: number;
  readonly sights: readonly SourceSight[];
};

const nameOf = ({ sight, view }: SourceSight): string => `${sight.rule.rule.id} ${view}`;

/** Total, so that the order of findings does not tell in which order the text came. */
export const bySpan = (a: SourceSight, b: SourceSight): number =>
  a.start - b.start || b.end - a.end || (nameOf(a) < nameOf(b) ? -1 : 1);

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
  let current: { start: number; end: number; sights: SourceSight[] } | undefined;
  for (const sight of sights) {
    if (current && sight.start < current.end) {
      current.sights.push(sight);
      current.end = Math.max(current.end, sight.end);
    } else {
      current = { start: sight.start, end: sight.end, sights: [sight] };
      clusters.push(current);
    }
  }
  return clusters;
}
