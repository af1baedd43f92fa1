import { z } from "zod";
import type { ReviewActs } from "#core/review/act.ts";
import { ACCESS_LEVELS, AXES, RELEASES, VARIANTS } from "#core/review/reviewWords.ts";
import { Day, Id, Instant } from "../page.ts";
import { type Route, route } from "../route.ts";
import { ReviewPage } from "./reviewPage.ts";
import { Label, Line, Note, Prose, ResultContent, ReviewParams, TermsShape } from "./shapes.ts";

/** Moves that have a route of this shape; the others go by ways of their own (sealing, signing, coverage, asking to join). */
export type PostedMove = Exclude<
  keyof ReviewActs,
  | "seal-material"
  | "rewrap-material"
  | "sign-terms"
  | "leave-days-uncounted"
  | "record-coverage"
  | "ask-to-join"
>;

const PERMISSION = { lab: "review.lead", agency: "review.examine", both: "review.read" } as const;

/** One move of a review: `POST /api/reviews/:ref/<move>`, answered with the review as it then is. */
const act = <const M extends PostedMove, S extends z.ZodType<ReviewActs[M]>>(
  move: M,
  id: string,
  side: keyof typeof PERMISSION,
  summary: string,
  body: S,
) =>
  ({
    ...route({
      id,
      method: "POST",
      path: `/api/reviews/:ref/${move}`,
      summary,
      permission: PERMISSION[side],
      audit: "decision",
      ofReview: true,
      params: ReviewParams,
      body,
      answer: ReviewPage,
    }),
    move,
  }) as const;

const Nothing = z.strictObject({}) as unknown as z.ZodType<Readonly<Record<string, never>>>;
const Key = z.string().min(1).max(80);

export const submitReview = act("submit", "submitReview", "lab", "Hand the review in", Nothing);
export const nameAgency = act(
  "name-agency",
  "nameAgency",
  "lab",
  "Attach an agency",
  z.strictObject({ partyId: Id, name: Line }),
);
export const answerAgency = act(
  "answer-agency",
  "answerAgency",
  "lab",
  "Answer an agency that asks to be attached; silence is no",
  z.strictObject({ partyId: Id, attached: z.boolean() }),
);
export const dateRelease = act(
  "date-release",
  "dateRelease",
  "lab",
  "Set, move or take back the planned date of a release; it is the lab's own",
  z.strictObject({ release: z.enum(RELEASES), date: Day.nullable(), note: Note }),
);
export const recordRelease = act(
  "release",
  "recordRelease",
  "lab",
  "Record that the lab has released",
  z.strictObject({ release: z.enum(RELEASES) }),
);
export const withdrawReview = act(
  "withdraw",
  "withdrawReview",
  "lab",
  "Withdraw, at any time and without a reason",
  Nothing,
);
export const completeReview = act(
  "complete",
  "completeReview",
  "lab",
  "End the review as complete",
  Nothing,
);
export const findNotApplicable = act(
  "find-not-applicable",
  "findNotApplicable",
  "lab",
  "End the review because it does not apply",
  z.strictObject({ reason: Prose }),
);
export const proposeTerms = act(
  "propose-terms",
  "proposeTerms",
  "both",
  "Propose a version of the access terms; both sides sign it anew",
  z.strictObject({ terms: TermsShape }),
);
export const confirmAccess = act(
  "confirm-access",
  "confirmAccess",
  "lab",
  "Confirm that access works: today is day 1",
  Nothing,
);
export const reportOutage = act(
  "report-outage",
  "reportOutage",
  "both",
  "Put an outage on record; it changes no date by itself",
  z.strictObject({ from: Instant, until: Instant.nullable(), note: Note }),
);
export const askGrant = act(
  "ask-grant",
  "askGrant",
  "agency",
  "Ask for access on one axis, for named people",
  z.strictObject({
    axis: z.enum(AXES),
    level: z.enum(ACCESS_LEVELS).nullable(),
    variant: z.enum(VARIANTS).nullable(),
    persons: z
      .array(z.strictObject({ personId: Id, name: Line }))
      .min(1)
      .max(100),
    reason: Prose,
  }),
);
export const answerGrant = act(
  "answer-grant",
  "answerGrant",
  "lab",
  "Give or decline what was asked for",
  z.strictObject({ grantId: Key, given: z.boolean(), reason: Note }),
);
export const endGrant = act(
  "end-grant",
  "endGrant",
  "lab",
  "End a grant before its window ends",
  z.strictObject({ grantId: Key, reason: Note }),
);
export const declareConflict = act(
  "declare-conflict",
  "declareConflict",
  "agency",
  "Declare whether one has a conflict of interest; before the first access",
  z.strictObject({ has: z.boolean(), statement: Note }),
);
export const recuse = act("recuse", "recuse", "agency", "Step back from this review", Nothing);
export const claimLabel = act(
  "claim-label",
  "claimLabel",
  "both",
  "Claim a protection for a sealed thing or the submission, with its dates and source",
  z.strictObject({ on: z.union([z.literal("submission"), Id]), label: Label }),
);
export const giveResult = act(
  "give-result",
  "giveResult",
  "agency",
  "Give the lab a result in writing; one that reports a containment event opens an incident",
  z.strictObject({
    content: ResultContent,
    /** Told of the containment event: by mail, where an address is named. */
    thirdParties: z.array(Line).max(50).optional(),
  }),
);
export const replyToResult = act(
  "reply-to-result",
  "replyToResult",
  "lab",
  "Attach the lab's reply to a result",
  z.strictObject({ resultId: Key, text: Prose }),
);
export const shareResult = act(
  "share-result",
  "shareResult",
  "agency",
  "Share a result, with the lab's reply, with other attached agencies",
  z.strictObject({ resultId: Key, with: z.array(Id).min(1).max(100) }),
);
export const fileFinding = act(
  "file-finding",
  "fileFinding",
  "agency",
  "Record that a flaw in real software was reported to the clearinghouse",
  z.strictObject({
    resultId: Key,
    reportRef: z.string().regex(/^RP-\d{4}-\d{4,}$/, "A report reference looks like RP-2026-0412."),
  }),
);
export const openIncident = act(
  "open-incident",
  "openIncident",
  "both",
  "Open an incident after a containment event: it pauses access and starts a timer",
  z.strictObject({
    what: Prose,
    thirdParties: z.array(Line).max(50),
    hours: z.number().int().min(1).max(720),
  }),
);
export const endIncident = act(
  "end-incident",
  "endIncident",
  "lab",
  "End an incident, with its outcome",
  z.strictObject({ incidentId: Key, outcome: Prose }),
);
export const askCoverage = act(
  "ask-coverage",
  "askCoverage",
  "lab",
  "Ask whether the model is covered",
  z.strictObject({ question: Prose }),
);
export const proposePartner = act(
  "propose-partner",
  "proposePartner",
  "both",
  "Propose a trusted partner, with reasons",
  z.strictObject({ name: Line, reason: Prose }),
);
export const answerPartner = act(
  "answer-partner",
  "answerPartner",
  "both",
  "Agree to a partner that the other side proposed, or object, with reasons",
  z.strictObject({ partnerId: Key, agrees: z.boolean(), reason: Prose }),
);
export const stateDestruction = act(
  "state-destruction",
  "stateDestruction",
  "both",
  "State that one's copy of a sealed thing has been destroyed, how and when",
  z.strictObject({ destructionId: Key, method: Prose, on: Day }),
);

/** Every posted move with its route. */
export const POSTED: readonly (Route & { readonly move: PostedMove })[] = [
  submitReview,
  nameAgency,
  answerAgency,
  dateRelease,
  recordRelease,
  withdrawReview,
  completeReview,
  findNotApplicable,
  proposeTerms,
  confirmAccess,
  reportOutage,
  askGrant,
  answerGrant,
  endGrant,
  declareConflict,
  recuse,
  claimLabel,
  giveResult,
  replyToResult,
  shareResult,
  fileFinding,
  openIncident,
  endIncident,
  askCoverage,
  proposePartner,
  answerPartner,
  stateDestruction,
];
