import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Advisory } from "./advisory.ts";

/** A moment (UTC) and one line on what changed, for the revision history. */
export type Revision = { readonly date: string; readonly summary: string };

/** What an editor holds before publication: version, dates and revisions are not the editor's to set. */
export type AdvisoryDraft = Omit<Advisory, "version" | "dates" | "withdrawn">;

export const draftOf = ({ version: _, dates: __, withdrawn: ___, ...draft }: Advisory) => draft;

/** Version 1. */
export const decideFirstVersion = (
  draft: AdvisoryDraft,
  { date, summary }: Revision,
): Advisory => ({
  ...draft,
  version: 1,
  dates: { released: date, current: date, revisions: [{ number: 1, date, summary }] },
  withdrawn: null,
});

export type RevisionRefusal = Refusal<
  "advisory/other-id" | "advisory/earlier" | "advisory/withdrawn"
>;

/** The version after `published`, which stays as it is. Id and first release never change. */
export function decideNextVersion(
  published: Advisory,
  draft: AdvisoryDraft,
  revision: Revision,
): Result<Advisory, RevisionRefusal> {
  if (draft.id !== published.id)
    return refuse("advisory/other-id", `This draft is ${draft.id}, not ${published.id}.`);
  if (published.withdrawn !== null)
    return refuse("advisory/withdrawn", `${published.id} is withdrawn; publish a new advisory.`);
  return advanced({ ...published, ...draft }, revision);
}

/** Withdrawing is a version too: what was said stays to be read, and that it no longer holds. */
export function decideWithdrawal(
  published: Advisory,
  { date, reason }: { readonly date: string; readonly reason: string },
): Result<Advisory, RevisionRefusal> {
  if (published.withdrawn !== null)
    return refuse("advisory/withdrawn", `${published.id} is withdrawn already.`);
  return advanced(
    { ...published, withdrawn: { at: date, reason } },
    { date, summary: `Withdrawn: ${reason}`.slice(0, 500).trim() },
  );
}

function advanced(
  advisory: Advisory,
  { date, summary }: Revision,
): Result<Advisory, RevisionRefusal> {
  const { version, dates } = advisory;
  if (Date.parse(date) < Date.parse(dates.current))
    return refuse(
      "advisory/earlier",
      `Version ${version} is dated ${dates.current}, after ${date}.`,
    );
  const number = version + 1;
  return ok({
    ...advisory,
    version: number,
    dates: {
      released: dates.released,
      current: date,
      revisions: [...dates.revisions, { number, date, summary }],
    },
  });
}
