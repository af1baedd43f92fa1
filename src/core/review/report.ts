import { type Block, type Paper, prose } from "./paper/block.ts";
import { toHtml } from "./paper/toHtml.ts";
import { toMarkdown } from "./paper/toMarkdown.ts";
import { accessInFigures, accessOf } from "./report/access.ts";
import { asked, askedInWords, coverageOf, windowOf } from "./report/asked.ts";
import type { ReportAudience, ReportInput } from "./report/reportInput.ts";
import { resultsOf } from "./report/results.ts";
import {
  heldInFigures,
  heldOf,
  incidentsInFigures,
  incidentsOf,
  labelsOf,
  partnersOf,
} from "./report/sealedThings.ts";
import { termsOf } from "./report/terms.ts";
import type { ReviewResult } from "./reviewState.ts";

const OPENING = prose(
  "This report says what was asked, what was seen, and what was found. It says nothing on whether or when the model may be released: release dates are the lab's own.",
);

const fullReport = (input: ReportInput): readonly Block[] => [
  ...asked(input),
  ...askedInWords(input),
  ...windowOf(input),
  ...coverageOf(input, true),
  ...termsOf(input.state, true),
  ...resultsOf(input.state, true, () => true),
  ...accessOf(input),
  ...incidentsOf(input.state),
  ...partnersOf(input.state),
  ...heldOf(input.state),
  ...labelsOf(input),
];

/** With this agency, or by it with another. */
const isSharedBy = ({ partyId, shared }: ReviewResult, me: string): boolean =>
  shared !== null && (partyId === me || shared.with.includes(me));

const sharedReport = (input: ReportInput, partyId: string): readonly Block[] => [
  ...asked(input),
  ...windowOf(input),
  ...coverageOf(input, false),
  ...termsOf(input.state, false),
  ...resultsOf(input.state, false, (result) => isSharedBy(result, partyId)),
  ...accessInFigures(input),
  ...incidentsInFigures(input.state),
  ...heldInFigures(input.state),
];

/** The written report of a review, before it is text. */
export function toReport(input: ReportInput, audience: ReportAudience): Paper {
  const { ref, model, version } = input.state;
  const isFull = audience.kind === "full";
  return {
    title: `Review ${ref}: ${model}, ${version}`,
    subtitle: `As of ${input.now}. ${isFull ? "For the parties of the review." : "Results that were shared, with the lab's reply."}`,
    blocks: [OPENING, ...(isFull ? fullReport(input) : sharedReport(input, audience.partyId))],
  };
}

/** Markdown, or a page to print; whoever sends it on asks the guard first. */
export const renderReport = (
  input: ReportInput,
  audience: ReportAudience,
  form: "html" | "md",
): string => (form === "html" ? toHtml : toMarkdown)(toReport(input, audience));
