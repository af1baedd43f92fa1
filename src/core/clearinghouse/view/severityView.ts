import type { CaseState } from "../caseState.ts";
import { type Side, severityInForce, sideOf } from "../severity.ts";

/** One side's word. Three stand side by side; they are never averaged. */
const view = (state: CaseState, side: Side) => {
  const said = sideOf(state.severity, side);
  if (said === null) return null;
  const { vector, version, score, band, reason, by, at } = said.now;
  return { vector, version, score, band, reason, by, at, changes: said.changes };
};

export const severityView = (state: CaseState) => ({
  finder: view(state, "finder"),
  verifier: view(state, "verifier"),
  owner: view(state, "owner"),
  inForce: severityInForce(state.severity)?.side ?? null,
});
