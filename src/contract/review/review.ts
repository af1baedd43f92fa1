import { z } from "zod";
import { ACTS } from "#core/review/reviewWords.ts";
import { Day, Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { ReviewAccess, ReviewLine, ReviewPage } from "./reviewPage.ts";
import { ClockShape, Increment, Line, Prose, ReviewParams } from "./shapes.ts";

export const listReviews = route({
  id: "listReviews",
  method: "GET",
  path: "/api/reviews",
  summary: "Reviews of your party, newest change first",
  permission: "review.read",
  audit: "none",
  query: PageQuery,
  answer: page(ReviewLine),
});

export const openReview = route({
  id: "openReview",
  method: "POST",
  path: "/api/reviews",
  summary: "Open a review of a model version; one at a time for each version",
  permission: "review.lead",
  audit: "decision",
  body: z.strictObject({
    model: Line,
    version: Line,
    increment: Increment,
    /** Absent: all three, and for open weights those without a window. */
    acts: z.array(z.enum(ACTS)).min(1).max(ACTS.length).optional(),
    openWeight: z.boolean(),
    zone: z.string().min(1).max(60),
    policyDays: z.number().int().min(1).max(30).default(30),
  }),
  answer: ReviewPage,
  status: 201,
});

export const getReview = route({
  id: "getReview",
  method: "GET",
  path: "/api/reviews/:ref",
  summary: "One review, as your side sees it",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: ReviewParams,
  answer: ReviewPage,
});

export const ReviewEventLine = z.object({
  seq: z.number().int(),
  at: Instant,
  type: z.string(),
  side: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const listReviewEvents = route({
  id: "listReviewEvents",
  method: "GET",
  path: "/api/reviews/:ref/events",
  summary: "What happened in the review, oldest first",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: ReviewParams,
  query: PageQuery,
  answer: page(ReviewEventLine),
});

export const listReviewAccesses = route({
  id: "listReviewAccesses",
  method: "GET",
  path: "/api/reviews/:ref/accesses",
  summary: "Every access: who, what, when, from where, under which grant; newest first",
  permission: "review.lead",
  audit: "none",
  ofReview: true,
  params: ReviewParams,
  query: PageQuery,
  answer: page(ReviewAccess),
});

export const followReview = route({
  id: "followReview",
  method: "GET",
  path: "/api/reviews/:ref/live",
  summary: "Accesses and changes as they happen, as server-sent events",
  permission: "review.read",
  audit: "none",
  ofReview: true,
  params: ReviewParams,
  query: z.object({ after: z.coerce.number().int().min(0).optional() }),
  rawAnswer: "text/event-stream",
});

export const whatIfReview = route({
  id: "whatIfReview",
  method: "GET",
  path: "/api/reviews/:ref/what-if",
  summary: "The same events under other policies; a comparison that acts on nothing",
  permission: "review.read",
  audit: "none",
  ofReview: true,
  params: ReviewParams,
  answer: z.object({
    policies: z.array(z.object({ policy: z.string(), days: z.number().int(), clock: ClockShape })),
  }),
});

export const askToJoinReview = route({
  id: "askToJoinReview",
  method: "POST",
  path: "/api/review-requests",
  summary:
    "Ask a lab to attach your agency to a review; the answer is the same whether there is one",
  permission: "review.examine",
  audit: "decision",
  body: z.strictObject({ labPartyId: Id, model: Line, version: Line, reason: Prose }),
  answer: z.object({ status: z.literal("asked") }),
  status: 202,
});

export const listLabs = route({
  id: "listLabs",
  method: "GET",
  path: "/api/labs",
  summary: "Parties that may take part in a review: labs and agencies of the desk",
  permission: "review.read",
  audit: "none",
  answer: z.object({
    items: z.array(
      z.object({ id: Id, name: z.string(), isLab: z.boolean(), isAgency: z.boolean() }),
    ),
  }),
});

export const reviewDates = route({
  id: "reviewDates",
  method: "GET",
  path: "/api/reviews/:ref/dates.ics",
  summary: "The dates of the review for a calendar (RFC 5545)",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: ReviewParams,
  rawAnswer: "text/calendar",
});

export const reviewReport = route({
  id: "reviewReport",
  method: "GET",
  path: "/api/reviews/:ref/report/:form",
  summary: "The written report, as HTML to print or as Markdown",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: ReviewParams.extend({ form: z.enum(["html", "md"]) }),
  /** `shared`: only what was shared, with the lab's reply, no person named; of whose sharing, the lab says by `party`. */
  query: z.object({ what: z.enum(["full", "shared"]).default("full"), party: Id.optional() }),
  rawAnswer: "text/html",
});

export const exportReview = route({
  id: "exportReview",
  method: "GET",
  path: "/api/reviews/:ref/export.zip",
  summary:
    "What was held, who saw it, what was destroyed, with the log; verify it with assay verify",
  permission: "review.read",
  audit: "decision",
  ofReview: true,
  params: ReviewParams,
  rawAnswer: "application/zip",
});

const OversightLine = z.object({
  ref: z.string(),
  lab: z.string(),
  stage: z.string(),
  ending: z.string().nullable(),
  openedAt: Instant,
  line: z.string(),
  agencies: z.number().int(),
  counted: z.number().int(),
  elapsed: z.number().int(),
  overLimit: z.boolean(),
  accesses: z.number().int(),
  incidents: z.number().int(),
  destructions: z.object({
    asked: z.number().int(),
    stated: z.number().int(),
    missing: z.array(z.object({ name: z.string(), due: Day })),
  }),
});
export type OversightLine = z.infer<typeof OversightLine>;

export const overseeReviews = route({
  id: "overseeReviews",
  method: "GET",
  path: "/api/oversight/reviews",
  summary: "Every review by its dates and counts, without its contents; what is missing stands out",
  permission: "review.oversee",
  audit: "none",
  answer: z.object({
    overLimit: z.number().int(),
    missing: z.number().int(),
    items: z.array(OversightLine),
  }),
});
