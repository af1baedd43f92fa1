import { ok, type Result } from "../../result.ts";
import type { Stamp } from "../actor.ts";
import { type CaseEvent, stamped } from "../caseEvent.ts";
import { type MoveRefusal, mayMove } from "../caseMove.ts";
import type { CaseState } from "../caseState.ts";
import { dayOf, isDay } from "../day.ts";
import { no } from "../refusal.ts";
import { DECISION_TABLES } from "./tables/all.ts";

const POINTS = new Map(
  DECISION_TABLES.flatMap(({ inputs }) => inputs).map((point) => [point.name, point]),
);

export type InputClaim = {
  readonly input: string;
  readonly value: string | null;
  readonly source: string;
  /** The day the source speaks of; today when it does not say. */
  readonly asOf: string | null;
};

/** A person states an input with its source; `null` makes it unknown again. */
export function decideInput(
  state: CaseState,
  claim: InputClaim,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("state-input", state);
  if (!may.ok) return may;
  const point = POINTS.get(claim.input);
  if (point === undefined) return no("input/unknown", `No table has an input "${claim.input}".`);
  const values = point.values.map(({ value }) => value);
  if (claim.value !== null && !values.includes(claim.value))
    return no("input/not-a-value", `${point.label} is one of ${values.join(", ")}, or unknown.`);
  const asOf = claim.asOf !== null && isDay(claim.asOf) ? claim.asOf : dayOf(stamp.at);
  const { input, value, source } = claim;
  return ok(stamped(stamp, [{ type: "input-stated", input, value, source, asOf }]));
}
