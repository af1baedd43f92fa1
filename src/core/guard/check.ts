/** A candidate as a check sees it: folded text. */
export type Candidate = {
  /** What is found: the group, or the whole match. */
  readonly found: string;
  readonly match: string;
  /** At most 64 units before what is found, and as many behind it as the rule asked for. */
  readonly before: string;
  readonly after: string;
};

/** False: not what the rule looks for. A part: only these units of `found`, counted from its start. */
export type Checked = boolean | { readonly start: number; readonly end: number };

/** Has the last word on a candidate. Pure; reads nothing but what it is given; linear in it. */
export type Check = (candidate: Candidate) => Checked;
export type Checks = Readonly<Record<string, Check>>;
