import type { ReviewAccess } from "#contract/review/reviewPage.ts";

/** Accesses that are alike: the newest, how many, and when the first of them was. */
export type Run = {
  readonly newest: ReviewAccess;
  readonly count: number;
  readonly since: string;
};

const areAlike = (a: ReviewAccess, b: ReviewAccess): boolean =>
  a.personId === b.personId &&
  a.what === "review" &&
  b.what === "review" &&
  a.way === b.way &&
  a.origin === b.origin;

/**
 * `accesses` newest first. Only looks at the review are put together, those of each person: pages that are open side by side
 * look in turns whenever something changes. Whatever touched the model or its material stands alone, and parts the looks before
 * it from those after.
 */
export function collapse(accesses: readonly ReviewAccess[]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const access of accesses) {
    const at = runs.findIndex(({ newest }, place) => place >= from && areAlike(newest, access));
    const run = runs[at];
    if (run) runs[at] = { ...run, count: run.count + 1, since: access.at };
    else runs.push({ newest: access, count: 1, since: access.at });
    if (access.what !== "review") from = runs.length;
  }
  return runs;
}
