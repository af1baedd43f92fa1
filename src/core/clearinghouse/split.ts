import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { belongingsOfFindings } from "./belongings.ts";
import { type CaseEvent, type CaseFact, informedAgain, stamped } from "./caseEvent.ts";
import { embargoOf, findingsOf } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { evidenceAgain } from "./evidence.ts";
import { bySplit, type Origin } from "./membership.ts";
import { no } from "./refusal.ts";
import { mayFlow } from "./tlp.ts";

export type Split = {
  readonly origin: readonly CaseEvent[];
  readonly part: readonly CaseEvent[];
};

/**
 * Findings that turn out to be another flaw become a case of their own. "Any existing embargo SHOULD transfer"
 * (Vultron, "Case Splitting and Merging"), and so do the seats; what was said of the whole case stays.
 */
export function decideSplit(
  origin: CaseState,
  part: { readonly caseId: string; readonly title: string },
  findingIds: readonly string[],
  reason: string,
  stamp: Stamp,
): Result<Split, MoveRefusal> {
  const may = mayMove("split", origin);
  if (!may.ok) return may;
  const here = new Set(findingsOf(origin).map(({ findingId }) => findingId));
  const goes = [...new Set(findingIds)];
  const strange = goes.find((findingId) => !here.has(findingId));
  if (strange !== undefined || goes.length === 0)
    return no(
      "case/no-such-finding",
      `The finding ${strange ?? "to split off"} is not in this case.`,
    );
  if (goes.length === here.size)
    return no("case/no-finding-left", "At least one finding stays in the case.");
  const { caseId, title } = part;
  const brought = belongingsOfFindings(origin, goes);
  return ok({
    origin: stamped(stamp, [{ type: "split-off", caseId, findingIds: goes, reason }]),
    part: stamped(stamp, [
      { type: "opened", caseId, title, tlp: origin.tlp },
      ...sameReaders(origin),
      {
        type: "split-from",
        caseId: origin.id,
        findingIds: goes,
        brought,
        embargo: embargoOf(origin),
      },
    ]),
  });
}

/** A part of a TLP:RED case has its readers; without any it would be lost. */
const sameReaders = ({ tlp, readers }: CaseState): readonly CaseFact[] =>
  tlp === "RED"
    ? [{ type: "tlp-changed", tlp, readers, reason: "As in the case it was part of" }]
    : [];

/** The findings that are still in the part go back; a part with nothing of its own left is closed. */
export function decideUndoSplit(
  origin: CaseState,
  part: CaseState,
  stamp: Stamp,
): Result<Split, MoveRefusal> {
  if (part.splitFrom !== origin.id || !origin.splitOff.includes(part.id))
    return no("case/not-split", "That case was not split off from this one.");
  for (const side of [origin, part]) {
    const may = mayMove("undo-split", side);
    if (!may.ok) return may;
  }
  if (!mayFlow(part, origin))
    return no("case/wider-mark", "More people see that case than this part of it; mark it first.");
  const came = findingsOf(part).filter(({ from }) => from === bySplit(origin.id));
  const findingIds = came.map(({ findingId }) => findingId);
  const away = origin.members.filter(({ awayTo }) => awayTo === part.id);
  const missing = findingIds.find((id) => !away.some(({ findingId }) => findingId === id));
  if (missing !== undefined)
    return no("case/not-split", `${missing} had come by a merge that has been undone since.`);
  const since = <E extends { findingId: string; from: Origin }>(entries: readonly E[]) =>
    entries.filter(({ findingId, from }) => from === null && findingIds.includes(findingId));
  const isEmpty = findingsOf(part).length === came.length;
  const undone: CaseFact = { type: "split-off-undone", caseId: part.id, findingIds };
  const closed: CaseFact[] = isEmpty ? [{ type: "closed", reason: "The split was undone." }] : [];
  const runs = since(part.evidence).map(evidenceAgain);
  const told = since(part.informed).map(informedAgain);
  return ok({
    origin: [...stamped(stamp, [undone]), ...runs, ...told],
    part: stamped(stamp, [{ type: "split-from-undone", caseId: origin.id }, ...closed]),
  });
}
