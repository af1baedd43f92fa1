import type { Stamp } from "./actor.ts";
import type { Origin } from "./membership.ts";
import type { PXA } from "./vultron.ts";

/** Facts of the world that the case cannot undo. `leak-suspected` sets no bit: nothing is public yet. */
export type PublicityKind =
  | "public-aware"
  | "exploit-public"
  | "attacks-observed"
  | "leak-suspected";

export type PublicityEvent = {
  readonly type: PublicityKind;
  readonly evidence: string;
  readonly source: string;
};

export type PublicFact = {
  readonly kind: PublicityKind;
  readonly evidence: string;
  readonly source: string;
  readonly at: string;
  readonly from: Origin;
};

export const foldPublicity = (
  facts: readonly PublicFact[],
  event: PublicityEvent & Stamp,
): readonly PublicFact[] => {
  const { type: kind, evidence, source, at } = event;
  return [...facts, { kind, evidence, source, at, from: null }];
};

/** Public exploit code is public awareness, so X never stands without P. */
export function pxaOf(facts: readonly PublicFact[]): PXA {
  const has = (kind: PublicityKind) => facts.some((fact) => fact.kind === kind);
  const exploit = has("exploit-public");
  const aware = exploit || has("public-aware");
  return `${aware ? "P" : "p"}${exploit ? "X" : "x"}${has("attacks-observed") ? "A" : "a"}`;
}
