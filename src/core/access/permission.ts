import type { Role } from "./role.ts";

/**
 * Who may ask for what. A route names one of these; which *rows* the asker then sees is decided again
 * by membership and by row-level security. Administrators keep accounts and see no case content.
 */
export const PERMISSIONS = {
  "report.submit": ["finder", "lab-officer", "reviewer", "analyst", "coordinator"],
  "report.follow": ["finder", "lab-officer", "analyst", "coordinator"],
  "report.read": ["analyst", "coordinator"],
  "case.read": ["analyst", "coordinator", "verifier", "owner"],
  "case.work": ["analyst", "coordinator"],
  "case.verify": ["analyst", "coordinator", "verifier"],
  "case.rate": ["analyst", "coordinator", "verifier", "owner"],
  "case.answer": ["owner"],
  "embargo.negotiate": ["analyst", "coordinator", "verifier", "owner"],
  "message.draft": ["analyst", "coordinator"],
  "message.send": ["analyst", "coordinator"],
  "advisory.edit": ["analyst", "coordinator"],
  "advisory.publish": ["analyst", "coordinator"],
  "priority.import": ["analyst", "coordinator", "administrator"],
  "figures.read": ["finder", "lab-officer", "analyst", "coordinator", "overseer", "administrator"],
  "ledger.read": ["analyst", "coordinator", "overseer", "administrator"],
  "review.lead": ["lab-officer"],
  "review.examine": ["reviewer"],
  "review.read": ["lab-officer", "reviewer"],
  "review.oversee": ["overseer"],
  "review.cover": ["coverage-officer"],
  "guard.read": ["lab-officer", "analyst", "coordinator", "overseer", "administrator"],
  "guard.ask": ["finder", "lab-officer", "reviewer", "analyst", "coordinator", "operator"],
  // Whoever keeps accounts reads none of what is held.
  "guard.decide": ["coordinator"],
  "guard.keep": ["coordinator"],
  "guard.register": ["lab-officer"],
  "guard.erase": ["privacy-officer"],
  "evaluation.read": ["analyst", "verifier", "reviewer", "lab-officer", "coordinator"],
  "evaluation.run": ["analyst", "verifier", "reviewer", "lab-officer", "coordinator"],
  "evaluation.label": ["analyst", "verifier", "reviewer", "lab-officer", "coordinator"],
  "party.read": ["analyst", "coordinator", "administrator"],
  "party.manage": ["administrator", "analyst", "coordinator"],
  "person.manage": ["administrator"],
  "exercise.start": ["administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/**
 * `public`: anybody. `signed-in`: any person with an account. `session`: the same, but in person and not by a token.
 * `link`: the holder of a signed link.
 */
export type RoutePermission = Permission | "public" | "signed-in" | "session" | "link";

export const mayDo = (permission: Permission, roles: readonly Role[]): boolean =>
  roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
