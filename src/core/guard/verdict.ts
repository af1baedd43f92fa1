/** A total order: the verdict on a message is the highest of its findings'. */
export const ACTIONS = ["pass", "rewrite", "escalate", "block"] as const;
export type Action = (typeof ACTIONS)[number];

export type Citation = { readonly standard: string; readonly clause: string; readonly url: string };

/** One thing the guard saw in a text. Offsets are half-open, in Unicode code points of the input. */
export type Finding = {
  readonly ruleId: string;
  readonly type: string;
  readonly action: Exclude<Action, "pass">;
  readonly citation: Citation;
  /** `pattern`, `terms`, `registry`, `label`; with `+percent`, `+base64` … where a decoded view showed it. */
  readonly detector: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The case it comes from, and the registered passage it is a near copy of: to be read by those of the case only. */
  readonly origin?: { readonly caseId: string; readonly passage: string };
};

export type Verdict<F extends Finding = Finding> = {
  readonly action: Action;
  readonly findings: readonly F[];
};

const RANKS: Readonly<Record<Action, number>> = { pass: 0, rewrite: 1, escalate: 2, block: 3 };

export const join = <A extends Action>(a: A, b: A): A => (RANKS[a] >= RANKS[b] ? a : b);

export const verdictOf = <F extends Finding>(findings: readonly F[]): Verdict<F> => ({
  action: findings.reduce<Action>((sum, finding) => join(sum, finding.action), "pass"),
  findings,
});
