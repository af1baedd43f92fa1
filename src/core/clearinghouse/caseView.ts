/** The ways to look at the queue: what each asks for besides the filter. */
export const CASE_VIEWS = [
  "decision",
  "due",
  "waiting",
  "silent",
  "disputed",
  "unknown",
  "overflow",
] as const;
export type CaseView = (typeof CASE_VIEWS)[number];
