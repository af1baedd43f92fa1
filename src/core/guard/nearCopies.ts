import { cut } from "./audit/guardRecord.ts";
import type { PartFinding, Parts } from "./evaluateParts.ts";

/** A stretch of what was read, and the registered passage it repeats. */
export type NearCopy = {
  readonly ruleId: string;
  readonly caseId: string;
  readonly part: string;
  readonly here: string;
  readonly there: string;
};

type Stretch = Omit<NearCopy, "here"> & { readonly start: number; readonly end: number };

/** Stretches with no more code points between them are one. */
const GAP = 200;

/** One passage after another of the same text: what they share stands once. */
export function joinPassages(one: string, other: string): string {
  const [before, after] = [one.split(" "), other.split(" ")];
  if (one.includes(other)) return one;
  for (let shared = Math.min(before.length, after.length); shared > 0; shared -= 1) {
    const end = before.slice(-shared).join(" ");
    if (end === after.slice(0, shared).join(" "))
      return [...before, ...after.slice(shared)].join(" ");
  }
  return `${one} … ${other}`;
}

const toStretch = ({ ruleId, part, start, end, origin }: PartFinding): Stretch[] =>
  origin ? [{ ruleId, caseId: origin.caseId, part, start, end, there: origin.passage }] : [];

/** Findings that are near copies, those that follow one another joined, with both sides. */
export function nearCopiesIn(parts: Parts, findings: readonly PartFinding[]): NearCopy[] {
  const joined: Stretch[] = [];
  for (const stretch of findings.flatMap(toStretch).sort((a, b) => a.start - b.start)) {
    const i = joined.findLastIndex(
      ({ part, caseId, end }) =>
        part === stretch.part && caseId === stretch.caseId && stretch.start - end <= GAP,
    );
    const last = joined[i];
    if (!last) joined.push(stretch);
    else
      joined[i] = {
        ...last,
        end: Math.max(last.end, stretch.end),
        there: joinPassages(last.there, stretch.there),
      };
  }
  return joined.map(({ start, end, ...rest }) => ({
    ...rest,
    here: cut(parts[rest.part] ?? "", start, end),
  }));
}
