type Located = {
  readonly ruleId: string;
  readonly action: string;
  readonly detector: string;
  readonly part: string;
  readonly start: number;
  readonly end: number;
};
/** Findings of one rule in one part, seen alike; `at` are their indexes, the first of them the group's own. */
export type Group<F> = { readonly finding: F; readonly at: readonly number[] };

const keyOf = ({ ruleId, action, detector, part }: Located): string =>
  [ruleId, action, detector, part].join(" ");

/** Findings by rule, in the order in which each rule first spoke; what two readers found alike is one place. */
export function groupFindings<F extends Located>(findings: readonly F[]): Group<F>[] {
  const groups = new Map<string, { finding: F; at: number[] }>();
  const seen = new Set<string>();
  for (const [index, finding] of findings.entries()) {
    const key = keyOf(finding);
    const place = `${key} ${finding.start} ${finding.end}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const known = groups.get(key);
    if (known) known.at.push(index);
    else groups.set(key, { finding, at: [index] });
  }
  return [...groups.values()];
}

/** How many places were found, each counted once. */
export const countPlaces = (findings: readonly Located[]): number =>
  groupFindings(findings).reduce((sum, { at }) => sum + at.length, 0);
