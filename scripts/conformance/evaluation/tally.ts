import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

/** What held and what did not. `faults` are cut off at twenty; `summary` says what was checked. */
export type Tally = {
  passed: number;
  failed: number;
  readonly faults: string[];
  readonly summary: string[];
};

export const newTally = (): Tally => ({ passed: 0, failed: 0, faults: [], summary: [] });

const MOST_FAULTS = 20;
const MOST_LENGTH = 600;

export function check(tally: Tally, holds: boolean, say: () => string): boolean {
  if (holds) tally.passed += 1;
  else {
    tally.failed += 1;
    if (tally.faults.length < MOST_FAULTS) tally.faults.push(say().slice(0, MOST_LENGTH));
  }
  return holds;
}

/** Equal as JSON: what only a program can tell apart (`undefined`, 1.0) is not compared. */
export const sameJson = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
