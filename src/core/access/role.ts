/** What a person does at a desk. A person may hold several. */
export const ROLES = [
  "finder",
  "analyst",
  "verifier",
  "coordinator",
  "owner",
  "lab-officer",
  "reviewer",
  // The designated role that records whether a model is covered.
  "coverage-officer",
  // The designated role that has a person erased.
  "privacy-officer",
  "operator",
  "overseer",
  "administrator",
] as const;
export type Role = (typeof ROLES)[number];

/** Desk staff see every case of their desk but those marked TLP:RED, which name their readers. */
export const STAFF: readonly Role[] = ["analyst", "coordinator"];

export const isStaff = (roles: readonly Role[]): boolean =>
  roles.some((role) => STAFF.includes(role));
