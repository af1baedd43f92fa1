import type { ReviewState } from "./reviewState.ts";
import type { MaterialKind } from "./reviewWords.ts";
import { termsInForce } from "./stage.ts";

export type Sent = { readonly kind: MaterialKind; readonly byPartyId: string | null };

/** R3: evaluator prompts stay sealed from the lab, unless the terms in force show them to it. */
export const isSealedFromLab = (state: ReviewState, { kind, byPartyId }: Sent): boolean =>
  kind === "evaluator-prompt" &&
  byPartyId !== state.lab.partyId &&
  termsInForce(state)?.terms.promptsShownToLab !== true;
