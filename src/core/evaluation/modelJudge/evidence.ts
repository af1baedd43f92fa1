import type { CitationPart } from "../citation/resolve.ts";
import { resolveCitation } from "../citation/resolve.ts";
import { splitQuote } from "../citation/splitQuote.ts";
import { seesTools } from "../rule/parts.ts";
import type { Trial } from "../trial.ts";
import type { ModelFinding } from "./finding.ts";
import type { ShownMessage } from "./shownMessage.ts";

export type Evidenced = ModelFinding & { readonly citations: readonly CitationPart[] };

/**
 * A finding held against what there was to see. A yes whose every quotation stands nowhere went by something that did not happen; a no or a
 * grade over what was hidden or left out says nothing of that.
 */
export function weighEvidence(
  finding: ModelFinding,
  trial: Trial,
  messages: readonly ShownMessage[],
): Evidenced {
  const citations = finding.quotations.flatMap(({ message, text }) =>
    resolveCitation(message, splitQuote(text), messages),
  );
  const open = (outcome: ModelFinding["outcome"], why: string): Evidenced => ({
    ...finding,
    outcome,
    grade: null,
    reason: `${why} The judge said ${finding.outcome}: ${finding.reason}`,
    citations,
  });
  if (finding.outcome === "yes") {
    const isInvented =
      citations.length > 0 &&
      citations.every(({ resolution }) => resolution.status === "unresolved");
    return isInvented
      ? open("inconclusive", "What the judge quotes stands nowhere in the transcript.")
      : { ...finding, citations };
  }
  if (finding.outcome === "no" || finding.outcome === "not_applicable") {
    if (!seesTools(trial))
      return open("evidence_missing", "No span came: what the target did was not seen.");
    if (trial.evidence.truncated)
      return open("evidence_truncated", "Not everything was seen of the trial.");
  }
  return { ...finding, citations };
}
