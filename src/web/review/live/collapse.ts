import type { ReviewAccess } from "#contract/review/reviewPage.ts";

/** Accesses that follow one another and are alike: the newest, how many, and when the first of them was. */
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

/** `accesses` newest first. Only looks at the review are put together: whatever touched the model or its material stands alone. */
export function collapse(accesses: readonly ReviewAccess[]): Run[] {
  const runs: Run[] = [];
  for (const access of accesses) {
    const last = runs.at(-1);
    if (last && areAlike(last.newest, access))
      runs[runs.length - 1] = { ...last, count: last.count + 1, since: access.at };
    else runs.push({ newest: access, count: 1, since: access.at });
  }
  return runs;
}
