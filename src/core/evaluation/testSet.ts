import type { DesignPlan } from "./design/design.ts";
import { type Identity, toIdentity } from "./identity.ts";
import type { TestCase } from "./testCase.ts";

/** Where a test set comes from; null where it was imported or written by hand. */
export type Origin = { readonly taxonomy: Identity; readonly plan: DesignPlan } | null;

export type TestSet = {
  readonly id: Identity;
  readonly origin: Origin;
  readonly cases: readonly TestCase[];
};

/** Each case once. The id is that of the cases alone: the same cases are the same test set, however they came about. */
export function toTestSet(cases: readonly TestCase[], origin: Origin): TestSet {
  const unique = [...new Map(cases.map((held) => [held.id, held])).values()];
  const id = toIdentity("test-set", unique.map((held) => held.id).sort());
  return { id, origin, cases: unique };
}
