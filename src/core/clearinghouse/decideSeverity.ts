import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, stamped } from "./caseEvent.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { no } from "./refusal.ts";
import { readVector, type Side } from "./severity.ts";

/** CVSS 2.0 and 3.0 are read where a report brings them; a new statement is 3.1 or 4.0. */
const MAY_BE_STATED = ["3.1", "4.0"];

/** Each side states its own severity: the owner's word comes from an owning participant, and nobody states another's. */
export function decideSeverity(
  state: CaseState,
  claim: { readonly side: Side; readonly vector: string; readonly reason: string },
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("state-severity", state);
  if (!may.ok) return may;
  const owns = state.participants.some(
    ({ partyId, role }) => role === "owner" && partyId === stamp.by.partyId,
  );
  if ((claim.side === "owner") !== owns)
    return no(
      "severity/not-your-side",
      owns
        ? "The owner states the owner's severity."
        : "Only an owning party states that severity.",
    );
  const reading = readVector(claim.vector);
  if (!reading.ok) return reading;
  if (!MAY_BE_STATED.includes(reading.value.version))
    return no("severity/not-a-vector", "State severity in CVSS 3.1 or 4.0.");
  const { side, reason } = claim;
  return ok(stamped(stamp, [{ type: "severity-stated", side, reading: reading.value, reason }]));
}
