import { z } from "zod";
import { Id, Instant, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import { EvaluationParams, EvaluationRef, Identity, Interval, Name, Outcome } from "./shapes.ts";
import { Trial } from "./trial.ts";

/** One time that a judge was asked again about the same trials. */
export const AnchorCheck = z.object({
  id: Id,
  judge: Identity,
  name: z.string(),
  at: Instant,
  by: z.string(),
  n: z.number().int(),
  agreed: z.number().int(),
  agreement: z.object({ value: z.number().nullable(), interval: Interval }),
  /** Against the first check of the same set: whether the judge has changed more than chance would have it. */
  drifted: z.boolean(),
  why: z.string(),
});

export const AnchorLine = z.object({
  id: Id,
  /** Of its trials and what people say of them: the set never changes. */
  identity: Identity,
  title: z.string(),
  dimension: z.string(),
  from: EvaluationRef,
  frozenAt: Instant,
  by: z.string(),
  size: z.number().int(),
  checks: z.array(AnchorCheck),
});
export type AnchorLine = z.infer<typeof AnchorLine>;

export const freezeAnchorSet = route({
  id: "freezeAnchorSet",
  method: "POST",
  path: "/api/evaluations/:ref/anchor-sets",
  summary: "Freeze the labelled trials that people agree on, to ask judges about again later",
  permission: "evaluation.label",
  audit: "decision",
  params: EvaluationParams,
  body: z.strictObject({ title: Name, dimension: Name }),
  answer: AnchorLine,
  status: 201,
});

export const listAnchorSets = route({
  id: "listAnchorSets",
  method: "GET",
  path: "/api/anchor-sets",
  summary: "Anchor sets of your party, each with the checks of judges against it",
  permission: "evaluation.read",
  audit: "none",
  query: PageQuery,
  answer: page(AnchorLine),
});

export const getAnchorSet = route({
  id: "getAnchorSet",
  method: "GET",
  path: "/api/anchor-sets/:id",
  summary: "One anchor set with its trials, to be judged again",
  permission: "evaluation.read",
  audit: "none",
  params: z.object({ id: Id }),
  answer: AnchorLine.extend({ items: z.array(z.object({ trial: Trial, expected: Outcome })) }),
});

export const checkAnchorSet = route({
  id: "checkAnchorSet",
  method: "POST",
  path: "/api/anchor-sets/:id/checks",
  summary: "Say what a judge now says of the anchor set; a drift is told",
  permission: "evaluation.run",
  audit: "decision",
  params: z.object({ id: Id }),
  body: z.strictObject({
    judge: Identity,
    name: Name,
    outcomes: z
      .array(z.strictObject({ trial: Identity, outcome: Outcome }))
      .min(1)
      .max(5_000),
  }),
  answer: AnchorCheck,
  status: 201,
});
