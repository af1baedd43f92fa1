import type { PartFinding, Parts } from "./evaluateParts.ts";

/** What waits for a person, as it lies encrypted until then. */
export type Held = {
  readonly parts: Parts;
  /** As they could go out; null where there is no such text. */
  readonly rewrite: Parts | null;
  readonly findings: readonly PartFinding[];
  readonly mayCarry: readonly string[];
};

export const toHeldText = (held: Held): string => JSON.stringify(held);
/** Only of what `toHeldText` wrote. */
export const readHeldText = (text: string): Held => JSON.parse(text) as Held;
