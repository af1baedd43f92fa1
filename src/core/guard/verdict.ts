/** A total order: the verdict on a message is the highest of its findings'. */
export const ACTIONS = ["pass", "rewrite", "escalate", "block"] as const;
export type Action = (typeof ACTIONS)[number];

export type Citation = { readonly standard: string; readonly clause: string; readonly url: string };

/** One thing the guard saw. Offsets are half-open, in UTF-16 units of the named part. */
export type GuardFinding = {
  readonly ruleId: string;
  readonly type: string;
  readonly action: Exclude<Action, "pass">;
  readonly citation: Citation;
  readonly detector: string;
  readonly part: "subject" | "body";
  readonly start: number;
  readonly end: number;
  readonly message: string;
};

export type Verdict = { readonly action: Action; readonly findings: readonly GuardFinding[] };

export const join = (a: Action, b: Action): Action =>
  ACTIONS.indexOf(a) >= ACTIONS.indexOf(b) ? a : b;

export const verdictOf = (findings: readonly GuardFinding[]): Verdict => ({
  action: findings.reduce<Action>((sum, finding) => join(sum, finding.action), "pass"),
  findings,
});
