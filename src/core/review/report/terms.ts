import { type Block, facts, heading, prose, table } from "../paper/block.ts";
import type { ReviewState } from "../reviewState.ts";
import { termsInForce } from "../stage.ts";
import { signatureTable, termsBlocks, termsConditions } from "../termsText.ts";
import { partyName } from "./reportInput.ts";

/** The terms that both sides signed, in full or as far as they bind whoever gets a result. */
export function termsOf(state: ReviewState, withNames: boolean): readonly Block[] {
  const terms = termsInForce(state);
  if (terms === undefined)
    return [heading("Terms"), prose("No terms have been signed by both sides.")];
  const newest = state.terms.at(-1)?.version ?? terms.version;
  const signed = withNames
    ? signatureTable(terms.signatures)
    : table(
        ["Side", "Party", "At", "With"],
        terms.signatures.map((one) => [
          one.side,
          partyName(state, one.partyId),
          one.at,
          one.method,
        ]),
      );
  return [
    heading(`Terms, version ${terms.version}`),
    ...(newest === terms.version
      ? []
      : [prose(`Version ${newest} has been proposed and is not signed by both sides.`)]),
    ...(withNames ? termsBlocks(terms.terms) : termsConditions(terms.terms)),
    heading("What was signed", 3),
    facts(["Review", state.id], ["Version", String(terms.version)], ["SHA-256", terms.hash]),
    signed,
  ];
}
