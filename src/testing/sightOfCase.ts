import type { Role } from "#core/access/role.ts";
import type { Mark, Seat } from "./crowdedDesk.ts";

type Sight = "all" | "own" | "none";

/**
 * Who sees which case, said once more than the product says it: desk staff see all but RED, owners and verifiers those
 * that their party takes part in, nobody else any. RED is seen by those of them whom it names, wherever they sit.
 */
const SIGHT: Readonly<Record<Role, Sight>> = {
  analyst: "all",
  coordinator: "all",
  owner: "own",
  verifier: "own",
  finder: "none",
  "lab-officer": "none",
  reviewer: "none",
  "coverage-officer": "none",
  "privacy-officer": "none",
  operator: "none",
  overseer: "none",
  administrator: "none",
};

export function seesCase(role: Role, seat: Seat, mark: Mark): boolean {
  const sight = SIGHT[role];
  if (mark === "RED-unnamed" || sight === "none") return false;
  return mark === "RED-named" || sight === "all" || seat === "member";
}
