import { refuse } from "../result.ts";

/** Every expected "no" of a case's decisions. Codes are public API. */
export const CASE_REFUSALS = [
  "case/merged",
  "case/closed",
  "case/open",
  "case/itself",
  "case/fixed",
  "case/published",
  "case/wider-mark",
  "case/not-merged",
  "case/not-split",
  "case/no-such-finding",
  "case/no-finding-left",
  "case/already-linked",
  "case/not-linked",
  "embargo/none",
  "embargo/proposed",
  "embargo/active",
  "embargo/revise",
  "embargo/exited",
  "embargo/too-late",
  "embargo/not-longer",
  "embargo/no-such-proposal",
  "embargo/no-grace",
  "embargo/bad-day",
  "evidence/own-finding",
  "evidence/count",
  "evidence/no-finding",
  "verdict/not-owner",
  "verdict/no-reason",
  "verdict/no-version",
  "participant/embargo-not-accepted",
  "participant/known",
  "participant/unknown",
  "participant/no-such-transition",
  "severity/not-a-vector",
  "severity/not-your-side",
  "input/unknown",
  "input/not-a-value",
  "message/not-a-person",
  "message/state",
] as const;
export type CaseRefusal = (typeof CASE_REFUSALS)[number];

/** `refuse` with a code from the list, so that a new code cannot be forgotten there. */
export const no = <C extends CaseRefusal>(code: C, detail: string) => refuse(code, detail);
