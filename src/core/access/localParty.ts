import type { Role } from "./role.ts";

/** The party of whoever acts for the desk itself from its machine's shell. */
export const THIS_MACHINE = "This machine";

/** Those who stand on a side of their own: a finder's party never verifies its own finding, nor gives the owner's verdict. */
const SIDES: Partial<Record<Role, string>> = {
  finder: "finder",
  verifier: "verifier",
  owner: "owner",
  "lab-officer": "lab",
  reviewer: "evaluator",
  operator: "operator",
};

/** The kind of party that people of these roles belong to: the desk, where they are of several sides or of none. */
export function toPartyKind(roles: readonly Role[]): string {
  const kinds = new Set(roles.map((role) => SIDES[role] ?? "desk"));
  const [only = "desk"] = kinds;
  return kinds.size === 1 ? only : "desk";
}

/** Where a token made in the shell belongs when no party is named: one party for each side, so that they can meet in a case. */
export function toLocalParty(roles: readonly Role[]): {
  readonly name: string;
  readonly kind: string;
} {
  const kind = toPartyKind(roles);
  return { name: kind === "desk" ? THIS_MACHINE : `${THIS_MACHINE}, as ${kind}`, kind };
}
