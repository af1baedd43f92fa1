import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Act, IncrementKind, Release } from "#core/review/reviewWords.ts";
import { ENDING_WORDS, STAGE_WORDS } from "./words.ts";

export const RELEASE_WORDS: Record<Release, string> = {
  "trusted-partner": "trusted-partner release",
  limited: "limited release",
  public: "public release",
};

export const ACT_WORDS: Record<Act, string> = {
  "coverage-enquiry": "Coverage enquiry",
  "access-window": "Access window",
  "partner-selection": "Trusted partners",
};

export const INCREMENT_WORDS: Record<IncrementKind, string> = {
  "new-base": "a new base",
  "point-release": "a point release",
  "safeguard-change": "a change of safeguards",
};

/** What happened so far, in two words or three: never what may come of it. */
export const stageSays = ({ stage, ending }: Pick<ReviewPage, "stage" | "ending">): string => {
  if (stage !== "closed") return STAGE_WORDS[stage];
  return ending === null ? "ended" : `ended, ${ENDING_WORDS[ending]}`;
};

/** "1 day", "3 days"; "nobody" is not its business. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** "A", "A and B", "A, B and C". */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

/** Who is told of what happens in the review, beside the lab. */
export const attachedNames = ({ agencies }: Pick<ReviewPage, "agencies">): string => {
  const names = agencies.filter(({ state }) => state === "attached").map(({ name }) => name);
  return names.length === 0 ? "nobody: no agency is attached" : listed(names);
};
