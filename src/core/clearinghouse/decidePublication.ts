import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { applyEvent } from "./case.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { pxaOfCase } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { decideExpiry } from "./decideEmbargo.ts";
import { makesFix, participantsOf } from "./participant.ts";

/**
 * An advisory goes out only where no embargo is in force; one whose day has begun is ended by the way. Publishing makes
 * the flaw public, and vendors know at least what the public knows.
 */
export function decidePublication(
  state: CaseState,
  advisory: { readonly id: string; readonly version: number },
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const lapsed = decideExpiry(state, stamp);
  const now = lapsed.reduce(applyEvent, state);
  const may = mayMove("publish-advisory", now);
  if (!may.ok) return may;
  const isKnown = pxaOfCase(now)[0] === "P";
  const source = `${advisory.id}, version ${advisory.version}`;
  const unaware = participantsOf(now.participants).filter(
    ({ role, vfd }) => makesFix(role) && vfd === "vfd",
  );
  const facts: CaseFact[] = [
    { type: "advisory-published", advisoryId: advisory.id, version: advisory.version },
    ...(isKnown ? [] : [{ type: "public-aware", evidence: "Advisory published", source } as const]),
    ...unaware.map(
      ({ partyId, role }): CaseFact => ({ type: "participant-changed", partyId, role, vfd: "Vfd" }),
    ),
  ];
  return ok([...lapsed, ...stamped(stamp, facts)]);
}
