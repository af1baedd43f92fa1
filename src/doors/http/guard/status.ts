/** Refusals of the guard as statuses. */
export const GUARD_STATUS = {
  "guard/not-found": 404,
  "guard/no-record": 404,
  "guard/no-pack": 404,
  "guard/no-term": 404,
  "guard/no-party": 403,
  "guard/staff-only": 403,
  "guard/own-words": 403,
  "guard/decided": 409,
  "guard/expired": 409,
  "guard/blocks": 409,
  "guard/no-rewrite": 409,
  "guard/pack-taken": 409,
  "guard/pack-known": 409,
  "guard/elsewhere": 409,
  "guard/ill-formed": 422,
  "guard/held": 409,
} as const;
