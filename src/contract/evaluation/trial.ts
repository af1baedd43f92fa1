import { z } from "zod";
import { AnyJson } from "#core/anyJson.ts";
import { ReportRef } from "../clearinghouse/report.ts";
import { PageQuery, page } from "../page.ts";
import { route } from "../route.ts";
import {
  ENDS,
  EvaluationParams,
  EvaluationRef,
  Identity,
  JudgeKind,
  Outcome,
  Stance,
  TrialParams,
} from "./shapes.ts";

const MOST_TEXT = 4_000_000;
const Text = z.string().max(MOST_TEXT);

const Message = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: Text,
});

export const TranscriptEvent = z.object({
  view: z.array(z.enum(["target", "tester", "system", "combined"])),
  actor: z.enum(["tester", "target", "tool", "system"]),
  edit: z.discriminatedUnion("type", [
    z.object({ type: z.literal("add_message"), message: Message }),
    z.object({ type: z.literal("set_system_message"), message: Message }),
    z.object({
      type: z.literal("tool_call"),
      tool_name: Text,
      tool_args: z.unknown(),
      tool_result: Text,
      tool_call_id: Text.optional(),
    }),
  ]),
  raw: z.record(z.string(), z.unknown()).nullish(),
});

export const Trial = z.object({
  id: Identity,
  run: Identity,
  case: Identity,
  repetition: z.number().int().min(0).max(1_000_000),
  end: z.enum(ENDS),
  fault: Text.nullable(),
  events: z.array(TranscriptEvent).max(10_000),
  state: AnyJson,
  evidence: z.object({
    traced: z.boolean(),
    spans: z.array(z.object({ name: Text, attributes: z.record(z.string(), AnyJson) })),
    truncated: z.boolean(),
  }),
  usage: z.object({
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    cost: z.number().nullable(),
    latencyMs: z.number().nullable(),
  }),
});
export type Trial = z.infer<typeof Trial>;

const Stratum = z.record(z.string(), z.string());
export const TestCase = z.discriminatedUnion("kind", [
  z.object({
    id: Identity,
    kind: z.literal("prompt"),
    stratum: Stratum,
    content: z.object({ title: Text, system: Text.nullable(), message: Text }),
  }),
  z.object({
    id: Identity,
    kind: z.literal("scenario"),
    stratum: Stratum,
    content: z.object({
      title: Text,
      system: Text.nullable(),
      goal: Text,
      script: z.array(Text),
      mostTurns: z.number().int(),
    }),
  }),
]);
export type TestCase = z.infer<typeof TestCase>;

/** From, and up to but not including: code points of what is cited. */
const Position = z.tuple([z.number().int(), z.number().int()]).nullable();
const SourceKind = z.enum(["message", "tool_arg", "tool_result"]);

export const Citation = z.object({
  claimedIndex: z.string(),
  matchedIndex: z.string().nullable(),
  /** "event:3": the fourth event of the transcript. */
  messageId: z.string(),
  quote: Text,
  position: Position,
  anchor: z.object({
    exact: Text,
    prefix: Text.nullish(),
    suffix: Text.nullish(),
    hint: z.number().optional(),
  }),
  sourceKind: SourceKind.nullable(),
  toolCallId: z.string().nullable(),
  toolArgument: z.string().nullable(),
  resolution: z.object({
    status: z.enum(["resolved", "ambiguous", "unresolved"]),
    method: z.enum([
      "exact",
      "conservative_fuzzy",
      "ambiguous_quote_match",
      "quote_not_found",
      "missing_message_id",
      "missing_message_text",
    ]),
    detail: z.string().optional(),
  }),
});

export const Opinion = z.object({
  judge: Identity,
  kind: JudgeKind,
  outcome: Outcome,
  reason: Text,
  seen: z.array(z.object({ messageId: z.string(), kind: SourceKind, position: Position })),
  citations: z.array(Citation),
});

export const Verdict = z.object({
  trial: Identity,
  case: Identity,
  dimension: z.string().min(1).max(300),
  category: z.string().max(300).nullable(),
  outcome: Outcome,
  decidedBy: JudgeKind.nullable(),
  conflict: z.boolean(),
  opinions: z.array(Opinion).max(1_000),
});
export type Verdict = z.infer<typeof Verdict>;

/** A line to append: a trial with its case and what is known of its verdicts, or the verdicts of a trial that is there. */
export const PushedLine = z.union([
  z.strictObject({
    trial: Trial,
    case: TestCase,
    verdicts: z.array(Verdict).max(5_000).nullable(),
  }),
  z.strictObject({ verdictsOf: Identity, verdicts: z.array(Verdict).max(5_000) }),
]);
export type PushedLine = z.infer<typeof PushedLine>;

/** A trial in a list; nothing of its transcript. */
export const TrialLine = z.object({
  /** 1, 2, 3 … in the order in which they came. */
  number: z.number().int(),
  title: z.string(),
  kind: z.enum(["prompt", "scenario"]),
  category: z.string().nullable(),
  stance: Stance.nullable(),
  repetition: z.number().int(),
  end: z.enum(ENDS),
  turns: z.number().int(),
  toolCalls: z.number().int(),
  latencyMs: z.number().nullable(),
  /** By dimension. Null while a labeller has not yet said what they see: then neither verdict nor flags are told. */
  outcomes: z.record(z.string(), Outcome).nullable(),
  /** A kind of judge was overruled by another. */
  conflict: z.boolean(),
  /** Judges differ, of whatever kind. */
  disagreement: z.boolean(),
  judgeKinds: z.array(JudgeKind),
});
export type TrialLine = z.infer<typeof TrialLine>;

const Flag = z.literal("true").optional();

export const TrialFilter = z.object({
  category: z.string().max(300).optional(),
  stance: z.enum(["permissible", "impermissible"]).optional(),
  /** Which dimension `outcome` and `change` speak of; the run's first unless told. */
  dimension: z.string().max(300).optional(),
  outcome: Outcome.optional(),
  end: z.enum(ENDS).optional(),
  conflict: Flag,
  disagreement: Flag,
  unscored: Flag,
  /** In the title, whatever the case. */
  text: z.string().max(200).optional(),
  /** The run that this one is set against: only trials whose answer changed. */
  against: EvaluationRef.optional(),
  change: z.enum(["worse", "better"]).optional(),
});
export type TrialFilter = z.infer<typeof TrialFilter>;

export const listTrials = route({
  id: "listTrials",
  method: "GET",
  path: "/api/evaluations/:ref/trials",
  summary: "Trials of a run in their order, by category, outcome, disagreement, change",
  permission: "evaluation.read",
  audit: "none",
  params: EvaluationParams,
  query: PageQuery.extend(TrialFilter.shape),
  answer: page(TrialLine),
});

export const listTrialNumbers = route({
  id: "listTrialNumbers",
  method: "GET",
  path: "/api/evaluations/:ref/trial-numbers",
  summary:
    "The numbers of all trials that a filter leaves, so that a list knows its length and where to go on",
  permission: "evaluation.read",
  audit: "none",
  params: EvaluationParams,
  query: TrialFilter,
  answer: z.object({
    total: z.number().int(),
    /** Where the filter leaves all trials, `numbers` is null: they are 1 to `total`. */
    numbers: z.array(z.number().int()).nullable(),
  }),
});

/** One trial with everything that is known of it. */
export const TrialPage = TrialLine.extend({
  trial: Trial,
  case: TestCase,
  /** Null for a labeller who has not yet said what they see. */
  verdicts: z.array(Verdict).nullable(),
  labels: z
    .array(
      z.object({
        by: z.string(),
        mine: z.boolean(),
        dimension: z.string(),
        outcome: Outcome,
        reason: z.string(),
        citations: z.array(Citation),
        at: z.string(),
      }),
    )
    .nullable(),
  /** Set where a label of this person is still to come. */
  blinded: z.boolean(),
  /** Reports to the clearinghouse that were made from this trial. */
  reports: z.array(ReportRef),
});
export type TrialPage = z.infer<typeof TrialPage>;

export const getTrial = route({
  id: "getTrial",
  method: "GET",
  path: "/api/evaluations/:ref/trials/:number",
  summary: "One trial: transcript, verdicts with opinions and citations, labels",
  permission: "evaluation.read",
  audit: "none",
  params: TrialParams,
  query: z.object({ against: EvaluationRef.optional() }),
  answer: TrialPage.extend({
    /** The trial of the same case and repetition in the run that `against` names. */
    counterpart: z.object({ ref: EvaluationRef, number: z.number().int() }).nullable(),
  }),
});

export const reportFromTrial = route({
  id: "reportFromTrial",
  method: "POST",
  path: "/api/evaluations/:ref/trials/:number/report",
  summary:
    "Report a flaw in real software that this trial brought up to the clearinghouse, with its provenance",
  permission: "evaluation.run",
  audit: "decision",
  params: TrialParams,
  body: z.strictObject({
    title: z.string().trim().min(1).max(300),
    description: z.string().trim().min(1).max(100_000),
    /** A purl of the software. */
    component: z.string().max(500).nullable(),
    version: z.string().max(200).nullable(),
    weakness: z.string().max(20).nullable(),
    reproducer: z.string().max(1_000_000).nullable(),
    expected: z.string().max(20_000).nullable(),
    actual: z.string().max(20_000).nullable(),
    trace: z.string().max(200_000).nullable(),
    /** Who has checked it, and how; the clearinghouse asks. */
    humanCheck: z.string().max(2_000).nullable(),
  }),
  answer: z.object({ report: ReportRef, status: z.enum(["stored", "known"]) }),
  status: 201,
});
