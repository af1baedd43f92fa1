import { type CharSet, contains } from "../regex/charSet.ts";
import { frequencyOf, rateOf } from "../regex/literalTexts.ts";
import type { Program } from "../regex/program.ts";
import { type Places, standingBehind, unitsBehind } from "./standing.ts";

/** Units behind a keyword that are looked for with it. */
const LONGEST_TAIL = 3;
/** Keywords met less often than this, per unit of ordinary prose, do without. */
const LEAST_RATE = 1e-3;
/** Many keywords are spelled-out digits: they are met more often than prose would have it. */
const MANY_KEYWORDS = 40;
/** Units of larger sets tell too little. */
const LARGEST = 0.5;
/** Units of larger sets are looked for only where no keyword of the rule begins with one: beginnings that go on at once multiply states. */
const LARGE = 0.2;

const NONE: readonly CharSet[] = [];

/** What follows every keyword of a rule in every match, unit by unit, where looking for it too leaves few places to look at. */
export function tailOf(program: () => Program, places: Places): readonly CharSet[] {
  const { keywords, isForward } = places;
  if (isForward || (rateOf(keywords) < LEAST_RATE && keywords.length < MANY_KEYWORDS)) return NONE;
  const standing = standingBehind(program(), places);
  if (standing.length === 0) return NONE;
  const units = unitsBehind(program(), standing, LONGEST_TAIL);
  const begin = new Set(keywords.map((text) => text.charCodeAt(0)));
  const mayGoOn = (set: CharSet): boolean => {
    const frequency = frequencyOf(set);
    if (frequency <= LARGE) return true;
    return frequency <= LARGEST && [...begin].every((unit) => !contains(set, unit));
  };
  const end = units.findIndex((set) => !mayGoOn(set));
  return end < 0 ? units : units.slice(0, end);
}
