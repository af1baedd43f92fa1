import { z } from "zod";
import { Id, Instant } from "../page.ts";
import { ResultContent, ReviewParams, ReviewRef } from "../review/shapes.ts";
import { route } from "../route.ts";
import { EvaluationRef, Identity, Name } from "./shapes.ts";

export const ORDER_STATES = ["ordered", "running", "paused", "finished", "stopped"] as const;

/** An evaluation that an agency asks its own runner to carry out in a review. Nothing of it is the lab's to read. */
export const EvaluationOrder = z.object({
  id: Id,
  review: ReviewRef,
  title: z.string(),
  state: z.enum(ORDER_STATES),
  /** For people: why it is paused or stopped; null where it is neither. */
  why: z.string().nullable(),
  orderedAt: Instant,
  by: z.string(),
  /** Under which grant the endpoint is asked. */
  grantId: z.string(),
  /** The sealed credentials; only the runner's key opens them. */
  materialId: Id,
  /** The configuration file, word for word. */
  configuration: z.string(),
  testSet: Identity.nullable(),
  budget: z.object({
    calls: z.number().int().nullable(),
    tokens: z.number().int().nullable(),
    seconds: z.number().int().nullable(),
  }),
  seed: z.string(),
  /** Batches that were run, each of them an access that the lab sees. */
  batches: z.number().int(),
  lastSeenAt: Instant.nullable(),
  runs: z.array(EvaluationRef),
  destroyedAt: Instant.nullable(),
});
export type EvaluationOrder = z.infer<typeof EvaluationOrder>;

const OrderParams = ReviewParams.extend({ id: Id });

export const orderEvaluation = route({
  id: "orderEvaluation",
  method: "POST",
  path: "/api/reviews/:ref/evaluations",
  summary:
    "Order an evaluation against the endpoint that the lab granted; the agency's runner takes it",
  permission: "review.examine",
  audit: "decision",
  ofReview: true,
  params: ReviewParams,
  body: z.strictObject({
    title: Name,
    grantId: z.string().min(1).max(80),
    materialId: Id,
    configuration: z.string().min(1).max(1_000_000),
    testSet: Identity.nullable().default(null),
    budget: z.strictObject({
      calls: z.number().int().min(1).nullable(),
      tokens: z.number().int().min(1).nullable(),
      seconds: z.number().int().min(1).nullable(),
    }),
    seed: z.string().min(1).max(100),
  }),
  answer: EvaluationOrder,
  status: 201,
});

export const listOrders = route({
  id: "listOrders",
  method: "GET",
  path: "/api/reviews/:ref/evaluations",
  summary: "Evaluations that your agency ordered in a review, newest first",
  permission: "review.examine",
  audit: "none",
  ofReview: true,
  params: ReviewParams,
  answer: z.object({ items: z.array(EvaluationOrder) }),
});

/** Asked before each batch: what is answered no stops the runs at once. */
export const beginBatch = route({
  id: "beginBatch",
  method: "POST",
  path: "/api/reviews/:ref/evaluations/:id/batches",
  summary:
    "Before a batch of trials: whether the grant lives, by the clock; an access that the lab sees",
  permission: "review.examine",
  audit: "access",
  ofReview: true,
  params: OrderParams,
  body: z.strictObject({
    /** Trials that the batch is to have. */
    trials: z.number().int().min(1).max(10_000),
    run: EvaluationRef.nullable(),
  }),
  answer: z.object({ batch: z.number().int(), closesAt: Instant.nullable() }),
  unmetered: true,
});

export const stopOrder = route({
  id: "stopOrder",
  method: "POST",
  path: "/api/reviews/:ref/evaluations/:id/stop",
  summary: "Stop an order; its runner ends at its next batch",
  permission: "review.examine",
  audit: "decision",
  ofReview: true,
  params: OrderParams,
  body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
  answer: EvaluationOrder,
});

export const finishOrder = route({
  id: "finishOrder",
  method: "POST",
  path: "/api/reviews/:ref/evaluations/:id/finish",
  summary: "The runner's last word: how it ended, and that the credentials are destroyed",
  permission: "review.examine",
  audit: "decision",
  ofReview: true,
  params: OrderParams,
  body: z.strictObject({
    state: z.enum(["finished", "stopped"]),
    why: z.string().trim().max(2_000).nullable(),
    /** How the credentials were destroyed, for the record. */
    destroyed: z.string().trim().min(1).max(2_000),
  }),
  answer: EvaluationOrder,
});

/** A containment event: opens the review's incident, which pauses every run of the review. */
export const reportContainment = route({
  id: "reportContainment",
  method: "POST",
  path: "/api/reviews/:ref/evaluations/:id/containment",
  summary: "Report a containment event: it opens an incident and pauses all runs of the review",
  permission: "review.examine",
  audit: "decision",
  ofReview: true,
  params: OrderParams,
  body: z.strictObject({
    what: z.string().trim().min(1).max(8_000),
    run: EvaluationRef.nullable(),
    thirdParties: z.array(z.string().trim().min(1).max(300)).max(50).default([]),
    hours: z.number().int().min(1).max(720).default(72),
  }),
  answer: EvaluationOrder,
});

export const draftResultFromRun = route({
  id: "draftResultFromRun",
  method: "GET",
  path: "/api/reviews/:ref/evaluations/:id/draft-result",
  summary: "A result drafted from the finished run of an order; give it to the lab by give-result",
  permission: "review.examine",
  audit: "none",
  ofReview: true,
  params: OrderParams,
  query: z.object({ run: EvaluationRef }),
  answer: ResultContent,
});
