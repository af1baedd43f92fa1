import { keyOfRespect, keyOfUnit } from "../calibration/label.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import { holm } from "../statistics/holm.ts";
import { mcnemar } from "../statistics/mcnemar.ts";
import type { AnchorItem, AnchorSet } from "./anchorSet.ts";

/** What a judge says of an item of an anchor set. */
export type AnchorAnswer = Pick<AnchorItem, "trial" | "dimension" | "category"> & {
  readonly outcome: Outcome;
};

/** A judge in one respect, then and now, over the items that it answered both times. */
export type RespectDrift = {
  readonly dimension: string;
  readonly category: string | null;
  readonly n: number;
  /** Yes then and no now; no then and yes now. */
  readonly b: number;
  readonly c: number;
  /** Answers that are what people say. */
  readonly right: { readonly before: number; readonly after: number };
  /** Items with no answer then and one now, and the other way. */
  readonly silent: { readonly before: number; readonly after: number };
  /** Of McNemar's exact test, two-sided; and by Holm over all respects of the set. */
  readonly p: number;
  readonly pAdjusted: number;
  readonly drifted: boolean;
  /** So many changes, all one way, are the fewest that would be told from chance here. */
  readonly leastChanges: number;
};

export type DriftReport = {
  readonly anchor: AnchorSet["id"];
  readonly alpha: number;
  readonly drifted: boolean;
  readonly respects: readonly RespectDrift[];
};

const ALPHA = 0.05;

/** Whether a judge has changed more than chance would have it. Items that it did not answer both times have no part, and are counted. */
export function testDrift(
  anchor: AnchorSet,
  then: readonly AnchorAnswer[],
  now: readonly AnchorAnswer[],
  alpha: number = ALPHA,
): DriftReport {
  const [before, after] = [byUnit(then), byUnit(now)];
  const groups = new Map<string, AnchorItem[]>();
  for (const item of anchor.items)
    groups.set(keyOfRespect(item), [...(groups.get(keyOfRespect(item)) ?? []), item]);
  const counted = [...groups.values()].map((items) => count(items, before, after));
  const adjusted = holm(counted.map(({ p }) => p));
  const respects = counted.map((one, i) => {
    const pAdjusted = adjusted[i] ?? 1;
    const leastChanges = fewestChanges(alpha / counted.length);
    return { ...one, pAdjusted, drifted: pAdjusted <= alpha, leastChanges };
  });
  return { anchor: anchor.id, alpha, drifted: respects.some(({ drifted }) => drifted), respects };
}

const byUnit = (answers: readonly AnchorAnswer[]): ReadonlyMap<string, Outcome> =>
  new Map(answers.map((answer) => [keyOfUnit(answer), answer.outcome]));

function count(
  items: readonly AnchorItem[],
  before: ReadonlyMap<string, Outcome>,
  after: ReadonlyMap<string, Outcome>,
) {
  const pairs = items.map((item) => ({
    expected: item.expected,
    was: before.get(keyOfUnit(item)) ?? "unscored",
    is: after.get(keyOfUnit(item)) ?? "unscored",
  }));
  const both = pairs.filter(({ was, is }) => isDecided(was) && isDecided(is));
  const of = (holds: (pair: (typeof both)[number]) => boolean): number => both.filter(holds).length;
  const b = of(({ was, is }) => was === "yes" && is === "no");
  const c = of(({ was, is }) => was === "no" && is === "yes");
  const [first] = items;
  return {
    dimension: first?.dimension ?? "",
    category: first?.category ?? null,
    n: both.length,
    b,
    c,
    right: {
      before: of(({ was, expected }) => was === expected),
      after: of(({ is, expected }) => is === expected),
    },
    silent: {
      before: pairs.filter(({ was, is }) => !isDecided(was) && isDecided(is)).length,
      after: pairs.filter(({ was, is }) => isDecided(was) && !isDecided(is)).length,
    },
    p: mcnemar({ b, c }).twoSided,
  };
}

function fewestChanges(alpha: number): number {
  let changes = 1;
  while (mcnemar({ b: 0, c: changes }).twoSided > alpha) changes += 1;
  return changes;
}
