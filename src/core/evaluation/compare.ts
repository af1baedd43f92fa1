import { CONFIDENCE, type Interval } from "./statistics/interval.ts";
import { mcnemar } from "./statistics/mcnemar.ts";
import { newcombePaired } from "./statistics/newcombe.ts";
import { fisherExact, newcombeUnpaired } from "./statistics/unpaired.ts";

/** What a run said, by case; a case without an answer is not there. */
export type Outcomes = ReadonlyMap<string, boolean>;

/** Two runs on one metric. Differences are after minus before. */
export type Comparison = {
  readonly metric: string;
  readonly paired: boolean;
  /** Pairs; of an unpaired comparison, the smaller arm. */
  readonly n: number;
  /** Cases that were yes before and no after, and the other way; null where nothing is paired. */
  readonly b: number | null;
  readonly c: number | null;
  readonly rates: { readonly before: number | null; readonly after: number | null };
  readonly difference: number;
  readonly interval: Interval;
  /** Of a change in the direction that was seen; 1 where there was none. */
  readonly pOneSided: number;
  readonly pTwoSided: number;
  /** Of a rate that rose, whatever was seen: what a gate asks. */
  readonly pRose: number;
  /** Cases that only one of the runs has an answer for. */
  readonly unmatched: { readonly before: number; readonly after: number };
};

/** Over the cases that both have an answer for. */
export function comparePaired(
  metric: string,
  before: Outcomes,
  after: Outcomes,
  confidence: number = CONFIDENCE,
): Comparison {
  const counts = { both: 0, before: 0, after: 0, neither: 0 };
  for (const [id, was] of before) {
    const is = after.get(id);
    if (is === undefined) continue;
    if (was) counts[is ? "both" : "before"] += 1;
    else counts[is ? "after" : "neither"] += 1;
  }
  const n = counts.both + counts.before + counts.after + counts.neither;
  const unmatched = { before: before.size - n, after: after.size - n };
  return comparePairs(metric, counts, unmatched, confidence);
}

/** Pairs, counted: yes in both, before alone, after alone, in neither. */
export type PairCounts = {
  readonly both: number;
  readonly before: number;
  readonly after: number;
  readonly neither: number;
};

/** The same from counts. `unmatched` have an answer in one of the runs alone. */
export function comparePairs(
  metric: string,
  counts: PairCounts,
  unmatched: Comparison["unmatched"],
  confidence: number = CONFIDENCE,
): Comparison {
  const { before: b, after: c } = counts;
  const n = counts.both + b + c + counts.neither;
  const test = mcnemar({ b, c });
  return {
    metric,
    paired: true,
    n,
    b,
    c,
    rates: {
      before: n === 0 ? null : (counts.both + b) / n,
      after: n === 0 ? null : (counts.both + c) / n,
    },
    ...newcombePaired(counts, confidence),
    ...pValues(test, Math.sign(c - b)),
    unmatched,
  };
}

/** Over all cases of both, as if none were the same: for runs of different test sets, when somebody insists. */
export function compareUnpaired(
  metric: string,
  before: Outcomes,
  after: Outcomes,
  confidence: number = CONFIDENCE,
): Comparison {
  return compareArms(metric, toArm(before), toArm(after), confidence);
}

/** Answers of one run, counted. */
export type Arm = { readonly count: number; readonly n: number };

/** The same from counts. */
export function compareArms(
  metric: string,
  first: Arm,
  second: Arm,
  confidence: number = CONFIDENCE,
): Comparison {
  const found = newcombeUnpaired(first, second, confidence);
  return {
    metric,
    paired: false,
    n: Math.min(first.n, second.n),
    b: null,
    c: null,
    rates: {
      before: first.n === 0 ? null : first.count / first.n,
      after: second.n === 0 ? null : second.count / second.n,
    },
    ...found,
    ...pValues(fisherExact(first, second), Math.sign(found.difference)),
    unmatched: { before: first.n, after: second.n },
  };
}

const toArm = (outcomes: Outcomes): Arm => ({
  count: [...outcomes.values()].filter(Boolean).length,
  n: outcomes.size,
});

type Tests = { readonly fell: number; readonly rose: number; readonly twoSided: number };

const pValues = ({ fell, rose, twoSided }: Tests, direction: number) => ({
  pOneSided: direction === 0 ? 1 : direction > 0 ? rose : fell,
  pTwoSided: twoSided,
  pRose: rose,
});
