import type { Identity } from "../identity.ts";
import { keyOfUnit, type Label, toUnits } from "./label.ts";

/** What people say of a trial in one respect, where they agree on it. */
export type Truth = {
  readonly trial: Identity;
  readonly dimension: string;
  readonly category: string | null;
  readonly isYes: boolean;
  readonly weight: number;
};

export type Truths = {
  /** By `keyOfUnit`. */
  readonly known: ReadonlyMap<string, Truth>;
  /** Labelled by people who are evenly divided: no truth to measure a judge by. */
  readonly disputed: readonly Label[];
  /** People agree that it is neither yes nor no. */
  readonly undecided: number;
};

/** The majority of the people who said anything of it. */
export function toTruths(labels: readonly Label[]): Truths {
  const known = new Map<string, Truth>();
  const disputed: Label[] = [];
  let undecided = 0;
  for (const unit of toUnits(labels)) {
    const outcome = majorityOf(unit);
    const [first] = unit;
    if (first === undefined) continue;
    if (outcome === null) disputed.push(first);
    else if (outcome === "yes" || outcome === "no") {
      const { trial, dimension, category, weight } = first;
      known.set(keyOfUnit(first), { trial, dimension, category, isYes: outcome === "yes", weight });
    } else undecided += 1;
  }
  return { known, disputed, undecided };
}

function majorityOf(unit: readonly Label[]): Label["outcome"] | null {
  const said = unit.map(({ outcome }) => outcome);
  return said.find((one) => said.filter((other) => other === one).length * 2 > said.length) ?? null;
}
