import type { PublishedVersion } from "#core/advisory/publication/plan.ts";
import {
  type AdvisoryDraft,
  decideFirstVersion,
  decideNextVersion,
} from "#core/advisory/revise.ts";
import { ok, refuse } from "#core/result.ts";
import type { listVersions } from "#store/clearinghouse/advisory.ts";

export const noSuchAdvisory = () =>
  refuse("advisory/not-found", "There is no such advisory, or it is not for you.");

/** The version that publishing now would make; validation looks at that. */
export function nextVersion(
  stored: unknown,
  last: PublishedVersion | undefined,
  now: string,
  summary: string,
) {
  const draft = stored as AdvisoryDraft;
  const revision = { date: now, summary };
  if (!last) return ok(decideFirstVersion(draft, revision));
  return decideNextVersion(last.advisory, draft, revision);
}

/** The newest published version, when there is one. */
export const lastOf = (versions: Awaited<ReturnType<typeof listVersions>>) =>
  versions.at(-1)?.content as PublishedVersion | undefined;

export const editedMeanwhile = (revision: number) =>
  refuse(
    "advisory/edited",
    `Somebody changed this draft meanwhile: it is at revision ${revision}. Load it anew.`,
  );
