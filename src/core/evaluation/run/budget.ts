/** What a run may use at most; null for no limit. Cost is in the currency of the run's prices. */
export type Ceilings = {
  readonly calls: number | null;
  readonly tokens: number | null;
  readonly minutes: number | null;
  readonly cost: number | null;
};

/** What a run has used. Tokens and costs that nobody told are not in it. */
export type Used = { readonly calls: number; readonly tokens: number; readonly cost: number };

export const NOTHING_USED: Used = { calls: 0, tokens: 0, cost: 0 };

export const addUsed = (one: Used, other: Used): Used => ({
  calls: one.calls + other.calls,
  tokens: one.tokens + other.tokens,
  cost: one.cost + other.cost,
});

/** Which ceiling is reached, as a sentence with what to do; null while none is. */
export function ceilingReached(used: Used, ceilings: Ceilings, minutes: number): string | null {
  const limits = [
    ["calls", used.calls, ceilings.calls],
    ["tokens", used.tokens, ceilings.tokens],
    ["minutes", minutes, ceilings.minutes],
    ["cost", used.cost, ceilings.cost],
  ] as const;
  const reached = limits.find(([, own, most]) => most !== null && own >= most);
  if (reached === undefined) return null;
  const [name, , most] = reached;
  return `The ceiling of ${most} ${name === "cost" ? "in cost" : name} is reached. Raise ceilings.${name} and run again: it goes on where it stopped.`;
}

/** Per million tokens. */
export type Price = { readonly input: number; readonly output: number };

/** What tokens cost; null where the price or a count is not known. */
export function costOf(
  price: Price | null,
  input: number | null,
  output: number | null,
): number | null {
  if (price === null || input === null || output === null) return null;
  return (input * price.input + output * price.output) / 1_000_000;
}
