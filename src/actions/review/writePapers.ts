import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { toCalendar } from "#core/review/calendar.ts";
import { destructionDay } from "#core/review/destructionDay.ts";
import { no } from "#core/review/refusal.ts";
import type { AccessCount, ReportAudience } from "#core/review/report/reportInput.ts";
import { renderReport } from "#core/review/report.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { viewFor } from "#core/review/reviewView.ts";
import { isAttached } from "#core/review/stage.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { type Tx, withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import { countAccessesOf } from "#store/review/reviewAccess.ts";
import type { Deps } from "../deps.ts";
import { letPaperOut } from "../guard/letPaperOut.ts";
import { findForReader } from "./findForReader.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { type Caller, seenByAgency } from "./seen.ts";
import { sideOf } from "./sideOf.ts";

/** The dates for a calendar; whoever keeps the calendar learns no name of a model. */
export async function writeDates(deps: Deps, asker: Asker, caller: Caller, ref: string) {
  // What time has brought about is counted among the changes: calendars take no other text under the same number.
  await lapseFirst(deps, asker, ref);
  const found = await findForReader(deps, asker, caller, ref, "dates");
  if (!found) return noSuchReview();
  const { stored, side } = found;
  const { state, changedAt } = stored;
  const line = clockOf(state, deps.now().toISOString());
  const { destructions } = viewFor(side, asker.partyId, state, line);
  const text = toCalendar({
    reviewId: state.id,
    ref,
    line,
    destruction: destructionDay(state, destructions),
    sequence: state.events,
    changedAt: changedAt.toISOString(),
  });
  return await letPaperOut(deps, asker, `${ref}, dates`, text);
}

async function accessCounts(tx: Tx, reviewId: string): Promise<AccessCount[]> {
  const rows = await countAccessesOf(tx, reviewId);
  return rows.map(({ last, what, ...row }) => ({
    ...row,
    what: what as AccessCount["what"],
    last: last.toISOString(),
  }));
}

type Wanted = {
  readonly ref: string;
  readonly form: "html" | "md";
  readonly what: "full" | "shared";
  /** Of whose sharing; an agency's own, the lab names one. */
  readonly party?: string | undefined;
};

/** For whom it is written: an agency hands on what was shared with it or by it, and nobody else's. */
function audienceOf(
  { what, party }: Pick<Wanted, "what" | "party">,
  asker: Asker,
  side: "lab" | "agency",
  state: ReviewState,
) {
  if (what === "full") return ok<ReportAudience>({ kind: "full" });
  const partyId = side === "agency" ? asker.partyId : (party ?? null);
  return partyId !== null && isAttached(state, partyId)
    ? ok<ReportAudience>({ kind: "shared", partyId })
    : no("agency/not-attached", "Name an attached agency by its id in `party`.");
}

/** The written report as the asker's side may read it. To read it is an access. */
export async function writeReport(
  deps: Deps,
  asker: Asker,
  caller: Caller,
  { ref, form, ...wanted }: Wanted,
) {
  await lapseFirst(deps, asker, ref);
  const report = await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side) return noSuchReview();
    const audience = audienceOf(wanted, asker, side, stored.state);
    if (!audience.ok) return audience;
    await seenByAgency(tx, deps, asker, caller, { reviewId: stored.id, side, detail: "report" });
    const now = deps.now().toISOString();
    const clock = clockOf(stored.state, now);
    // What the side does not see is taken out of what the report is written from.
    const state = { ...stored.state, ...viewFor(side, asker.partyId, stored.state, clock) };
    const accesses = await accessCounts(tx, stored.id);
    const own = side === "lab" ? accesses : accesses.filter((one) => one.partyId === asker.partyId);
    return ok(renderReport({ state, clock, now, accesses: own }, audience.value, form));
  });
  return report.ok ? await letPaperOut(deps, asker, `${ref}, report`, report.value) : report;
}
