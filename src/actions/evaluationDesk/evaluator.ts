import type { Asker } from "#core/access/asker.ts";
import { mayDo } from "#core/access/permission.ts";
import { refuse } from "#core/result.ts";

/** A person of a party who evaluates; everybody else sees no evaluation. */
export type Evaluator = Asker & { readonly personId: string; readonly partyId: string };

export function evaluatorOf(asker: Asker): Evaluator | undefined {
  const { personId, partyId } = asker;
  if (personId === null || partyId === null) return undefined;
  return mayDo("evaluation.run", asker.roles) ? { ...asker, personId, partyId } : undefined;
}

/** The same answer whether it is another party's or nobody's. */
export const noSuchEvaluation = () =>
  refuse("evaluation/not-found", "There is no such evaluation, or it is not your party's.");
