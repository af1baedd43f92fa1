import { drawOf } from "./draw.ts";
import { FAULT_KINDS, type FaultKind, type OrganismConfig } from "./organism.ts";

const PASSING: readonly FaultKind[] = ["rate-limit", "server-error", "hang", "broken-off"];

/** What goes wrong with the n-th attempt (from 0) at a request; null for nothing. */
export function decideFault(
  { seed, faults }: Pick<OrganismConfig, "seed" | "faults">,
  request: string,
  attempt: number,
): FaultKind | null {
  const draw = drawOf(seed, "fault", request, attempt);
  let sum = 0;
  for (const kind of FAULT_KINDS) {
    sum += faults[kind] ?? 0;
    if (draw < sum) return kind;
  }
  return null;
}

export const isPassing = (kind: FaultKind): boolean => PASSING.includes(kind);
