import { z } from "zod";
import { Id, Instant, PageQuery, page } from "../page.ts";
import { ReviewRef } from "../review/shapes.ts";
import { route } from "../route.ts";
import {
  ENDS,
  EvaluationParams,
  EvaluationRef,
  Identity,
  INTEGRITY,
  Judge,
  Name,
  Rate,
  RUN_STATES,
  RunCircumstances,
  RunConfiguration,
  Stance,
  Taxonomy,
  TestSetSummary,
} from "./shapes.ts";

/** How far a run is. `planned` counts trials; the rate is of the last minutes, null where it cannot be told. */
export const Progress = z.object({
  planned: z.number().int(),
  trials: z.number().int(),
  judged: z.number().int(),
  byEnd: z.array(z.object({ end: z.enum(ENDS), n: z.number().int() })),
  perMinute: z.number().nullable(),
  endsAt: Instant.nullable(),
});
export type Progress = z.infer<typeof Progress>;

export const EvaluationLine = z.object({
  ref: EvaluationRef,
  title: z.string(),
  behaviour: z.string(),
  /** Null where it belongs to no review. */
  review: ReviewRef.nullable(),
  runKey: Identity,
  judgeKey: Identity,
  testSet: Identity,
  model: z.string(),
  state: z.enum(RUN_STATES),
  integrity: z.enum(INTEGRITY),
  by: z.string(),
  startedAt: Instant,
  changedAt: Instant,
  finishedAt: Instant.nullable(),
  planned: z.number().int(),
  trials: z.number().int(),
  judged: z.number().int(),
  conflicts: z.number().int(),
  unscored: z.number().int(),
  /** Over all impermissible categories, in the first dimension of the run; null before anything was judged. */
  headline: Rate.extend({ dimension: z.string() }).nullable(),
});
export type EvaluationLine = z.infer<typeof EvaluationLine>;

/**
 * One row of the forest plot. Without a category it is all categories of the stance together (a trial is yes where any of
 * them is); without a stance either, all trials.
 */
export const Figure = z.object({
  dimension: z.string(),
  stance: Stance.nullable(),
  category: z.string().nullable(),
  trials: z.number().int(),
  rate: Rate,
});
export type Figure = z.infer<typeof Figure>;

export const EvaluationPage = EvaluationLine.omit({ headline: true }).extend({
  /** Counts changes; the answer's ETag. */
  edition: z.number().int(),
  configuration: RunConfiguration,
  circumstances: RunCircumstances,
  /** Why the integrity is what it is; empty where it is clean. */
  integrityNote: z.string(),
  /** Why a run stopped; null for one that runs or is finished. */
  stopped: z.string().nullable(),
  taxonomy: Taxonomy,
  testSetSummary: TestSetSummary,
  dimensions: z.array(z.string()),
  judges: z.array(Judge),
  progress: Progress,
  figures: z.array(Figure),
  /** Categories that have trials but no verdict at all, by dimension: they keep a gate from going green. */
  withoutJudge: z.array(z.object({ dimension: z.string(), category: z.string() })),
  /** People of the own party who may label, to draw a sample for. */
  labellers: z.array(z.object({ personId: Id, name: z.string() })),
});
export type EvaluationPage = z.infer<typeof EvaluationPage>;

export const NewEvaluation = z.strictObject({
  title: Name,
  runKey: Identity,
  judgeKey: Identity,
  configuration: RunConfiguration,
  circumstances: RunCircumstances,
  taxonomy: Taxonomy,
  testSet: TestSetSummary,
  judges: z.array(Judge).max(2_000),
  dimensions: z.array(Name).min(1).max(50),
  planned: z.number().int().min(0).max(10_000_000),
  /** The order of a review that this run carries out. */
  order: Id.nullable().default(null),
});
export type NewEvaluation = z.infer<typeof NewEvaluation>;

export const openEvaluation = route({
  id: "openEvaluation",
  method: "POST",
  path: "/api/evaluations",
  summary: "Open a run; the same run key and judge key go on with the one that is there",
  permission: "evaluation.run",
  audit: "decision",
  body: NewEvaluation,
  answer: z.object({
    ref: EvaluationRef,
    /** False where it was there already. */
    isNew: z.boolean(),
    state: z.enum(RUN_STATES),
    trials: z.number().int(),
  }),
  status: 201,
});

export const listEvaluations = route({
  id: "listEvaluations",
  method: "GET",
  path: "/api/evaluations",
  summary: "Runs of your party, newest change first",
  permission: "evaluation.read",
  audit: "none",
  query: PageQuery.extend({
    review: ReviewRef.optional(),
    /** Runs of one test set: those that can be set against each other. */
    testSet: Identity.optional(),
  }),
  answer: page(EvaluationLine),
});

export const getEvaluation = route({
  id: "getEvaluation",
  method: "GET",
  path: "/api/evaluations/:ref",
  summary: "One run: taxonomy, test set, judges, and every rate with n, exclusions and interval",
  permission: "evaluation.read",
  audit: "none",
  params: EvaluationParams,
  answer: EvaluationPage,
});

/** What became of one line: durable now, there before, or not taken, with the reason. */
export const AppendLine = z.object({
  line: z.number().int().min(1),
  status: z.enum(["stored", "known", "refused"]),
  trial: z.string().nullable(),
  problem: z.string().nullable(),
});
export type AppendLine = z.infer<typeof AppendLine>;

export const appendTrials = route({
  id: "appendTrials",
  method: "POST",
  path: "/api/evaluations/:ref/lines",
  summary:
    "Stream trials and verdicts (NDJSON); each line is answered once it is durable, and sent again is known",
  permission: "evaluation.run",
  audit: "none",
  params: EvaluationParams,
  rawBody: "ndjson",
  answer: AppendLine,
  rawAnswer: "application/x-ndjson",
  unmetered: true,
});

export const finishEvaluation = route({
  id: "finishEvaluation",
  method: "POST",
  path: "/api/evaluations/:ref/finish",
  summary: "Say that the run is whole, or why it stopped, and how far it can be relied on",
  permission: "evaluation.run",
  audit: "decision",
  params: EvaluationParams,
  body: z.strictObject({
    /** Null where everything planned was run. */
    stopped: z.string().trim().min(1).max(2_000).nullable(),
    integrity: z.enum(INTEGRITY),
    note: z.string().trim().max(2_000),
  }),
  answer: z.object({ state: z.enum(RUN_STATES), edition: z.number().int() }),
});

export const followEvaluation = route({
  id: "followEvaluation",
  method: "GET",
  path: "/api/evaluations/:ref/live",
  summary:
    "Progress as it happens, as server-sent events: `progress` with edition, state and counts",
  permission: "evaluation.read",
  audit: "none",
  params: EvaluationParams,
  rawAnswer: "text/event-stream",
});

/** Data of a `progress` event. */
export const LiveProgress = Progress.extend({
  edition: z.number().int(),
  state: z.enum(RUN_STATES),
});
export type LiveProgress = z.infer<typeof LiveProgress>;
