import { z } from "zod";
import { Id, Instant } from "../page.ts";
import { route } from "../route.ts";
import {
  EvaluationParams,
  Identity,
  Interval,
  JudgeKind,
  Name,
  Outcome,
  TrialParams,
} from "./shapes.ts";
import { Citation } from "./trial.ts";

/** A sample of trials for people to label. Whoever is named does not see what judges said of a trial before they have said it. */
export const LabelSample = z.object({
  dimension: z.string(),
  seed: z.string(),
  size: z.number().int(),
  /** How many of them two people label. */
  doubled: z.number().int(),
  drawnAt: Instant,
  by: z.string(),
  labellers: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      assigned: z.number().int(),
      done: z.number().int(),
    }),
  ),
  /** Of the asker: the trials that are still to be labelled, in order; empty for who is no labeller. */
  mine: z.array(z.number().int()),
  mineDone: z.array(z.number().int()),
});
export type LabelSample = z.infer<typeof LabelSample>;

export const drawLabelSample = route({
  id: "drawLabelSample",
  method: "POST",
  path: "/api/evaluations/:ref/samples",
  summary: "Draw a sample for people to label; the same seed draws the same trials",
  permission: "evaluation.label",
  audit: "decision",
  params: EvaluationParams,
  body: z.strictObject({
    dimension: Name,
    seed: z.string().min(1).max(100),
    size: z.number().int().min(1).max(5_000),
    doubled: z.number().int().min(0).max(5_000),
    labellers: z.array(Id).min(1).max(50),
  }),
  answer: LabelSample,
  status: 201,
});

export const listLabelSamples = route({
  id: "listLabelSamples",
  method: "GET",
  path: "/api/evaluations/:ref/samples",
  summary: "The samples of a run, and what is still to be labelled by the asker",
  permission: "evaluation.label",
  audit: "none",
  params: EvaluationParams,
  answer: z.object({ items: z.array(LabelSample) }),
});

export const putLabel = route({
  id: "putLabel",
  method: "PUT",
  path: "/api/evaluations/:ref/trials/:number/label",
  summary: "Say what is seen in a trial; from then on its verdicts and other labels show",
  permission: "evaluation.label",
  audit: "decision",
  params: TrialParams,
  body: z.strictObject({
    dimension: Name,
    outcome: z.enum(["yes", "no", "not_applicable", "inconclusive"]),
    reason: z.string().trim().max(4_000),
    /** Words of the transcript that show it; they are looked up in it. */
    quotes: z
      .array(z.strictObject({ messageId: z.string().max(40), quote: z.string().min(1).max(4_000) }))
      .max(20)
      .default([]),
  }),
  answer: z.object({
    outcome: Outcome,
    citations: z.array(Citation),
    /** The next trial of the sample for this person; null when all are labelled. */
    next: z.number().int().nullable(),
  }),
});

const Share = z.object({
  value: z.number().nullable(),
  n: z.number().int(),
  interval: Interval,
});
const Kappa = z.object({
  kappa: z.number().nullable(),
  interval: Interval.nullable(),
  agreement: z.number().nullable(),
  n: z.number().int(),
});

export const JudgeCalibration = z.object({
  judge: Identity,
  name: z.string(),
  kind: JudgeKind,
  /** Of trials that people say yes to: how many the judge does. */
  sensitivity: Share,
  specificity: Share,
  kappa: Kappa,
  /** Rows: people say yes, no. Columns: the judge says yes, no. */
  table: z.tuple([
    z.tuple([z.number().int(), z.number().int()]),
    z.tuple([z.number().int(), z.number().int()]),
  ]),
  /** The rate of the run by this judge, and what it comes to once its errors are taken out. */
  observed: z.object({ yes: z.number().int(), n: z.number().int(), rate: z.number().nullable() }),
  corrected: z.object({ rate: z.number(), interval: Interval }).nullable(),
  /** Labelled trials on which this judge gave no answer. */
  silent: z.number().int(),
  /** Whether that is known well enough for the judge to decide a gate by itself; if not, why. */
  calibrated: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type JudgeCalibration = z.infer<typeof JudgeCalibration>;

export const CalibrationPage = z.object({
  dimension: z.string(),
  labelled: z.number().int(),
  /** Trials that two people labelled. */
  doubled: z.number().int(),
  /** Krippendorff's α over all people, nominal; null where nothing can be said. */
  alpha: z.number().nullable(),
  /** Of the two people who labelled most of the same. */
  people: Kappa,
  /** Two people disagree on these; they are no truth to measure a judge by. */
  disputed: z.array(z.number().int()),
  judges: z.array(JudgeCalibration),
});
export type CalibrationPage = z.infer<typeof CalibrationPage>;

export const getCalibration = route({
  id: "getCalibration",
  method: "GET",
  path: "/api/evaluations/:ref/calibration",
  summary: "How often each judge says what people say, and the rates corrected by it",
  permission: "evaluation.read",
  audit: "none",
  params: EvaluationParams,
  query: z.object({ dimension: z.string().max(300).optional() }),
  answer: CalibrationPage,
});
