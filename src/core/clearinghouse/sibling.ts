import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { stamped } from "./caseEvent.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import type { TwoSided } from "./merge.ts";
import { no } from "./refusal.ts";

/** A sibling has the same shape in another place: linked, never merged. The link stands in both records. */
export function decideSibling(
  into: CaseState,
  from: CaseState,
  linked: boolean,
  stamp: Stamp,
): Result<TwoSided, MoveRefusal> {
  if (into.id === from.id) return no("case/itself", "A case is not its own sibling.");
  for (const side of [into, from]) {
    const may = mayMove("link-sibling", side);
    if (!may.ok) return may;
  }
  const isLinked = into.siblings.includes(from.id);
  if (linked && isLinked) return no("case/already-linked", "The two cases are linked already.");
  if (!linked && !isLinked) return no("case/not-linked", "The two cases are not linked.");
  const type = linked ? "sibling-linked" : "sibling-unlinked";
  return ok({
    into: stamped(stamp, [{ type, caseId: from.id }]),
    from: stamped(stamp, [{ type, caseId: into.id }]),
  });
}
