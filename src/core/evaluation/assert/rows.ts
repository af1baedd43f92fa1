import { z } from "zod";

/** Files of an ASSERT suite and its runs, with its field names. What is not named here is kept as it came. */

const names = z.record(z.string(), z.string()).nullish();

export const Taxonomy = z.looseObject({
  behavior: z.looseObject({ name: z.string(), definition: z.string().optional() }),
  definition_of_terms: z
    .array(
      z.looseObject({
        term: z.string(),
        definition: z.string(),
        examples: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  behavior_categories: z.array(
    z.looseObject({
      name: z.string(),
      definition: z.string().optional(),
      examples: z.array(z.string()).optional(),
      permissible: z.boolean().optional(),
    }),
  ),
});
export type Taxonomy = z.infer<typeof Taxonomy>;

export const TestCaseRow = z.looseObject({
  type: z.enum(["prompt", "scenario"]),
  test_case_id: z.string(),
  behavior: z.string(),
  seed: z.looseObject({
    title: z.string().optional(),
    description: z.string(),
    system_prompt: z.string().nullish(),
  }),
  dimensions: names,
});
export type TestCaseRow = z.infer<typeof TestCaseRow>;

const Event = z.looseObject({
  view: z.union([z.string(), z.array(z.string())]),
  actor: z.string(),
  edit: z.looseObject({
    type: z.string(),
    message: z.looseObject({ role: z.string(), content: z.string() }).optional(),
    tool_name: z.string().optional(),
    tool_args: z.unknown().optional(),
    tool_result: z.unknown().optional(),
    tool_call_id: z.string().optional(),
  }),
  raw: z.record(z.string(), z.unknown()).nullish(),
});

/** A line of inference_set.jsonl. */
export const TranscriptRow = z.looseObject({
  type: z.string(),
  test_case_id: z.string(),
  behavior: z.string(),
  events: z.array(Event),
  llm_calls: z.array(z.unknown()).optional(),
  stop_reason: z.string().nullish(),
  target: z.string().nullish(),
  tester_model: z.string().nullish(),
  dimensions: names,
});
export type TranscriptRow = z.infer<typeof TranscriptRow>;

const CitationPart = z.looseObject({
  claimed_message_index: z.string(),
  matched_message_index: z.string().nullish(),
  message_id: z.string(),
  quoted_text: z.string(),
  position: z.tuple([z.number(), z.number()]).nullable(),
  source_kind: z.enum(["message", "tool_arg", "tool_result"]).nullish(),
  resolution: z.looseObject({ status: z.string(), method: z.string() }),
});

const NodeJudgment = z.looseObject({
  node_index: z.number().optional(),
  node_name: z.string().optional(),
  relevant: z.boolean().nullish(),
  violated: z.boolean().nullish(),
});
export type NodeJudgment = z.infer<typeof NodeJudgment>;

const Verdict = z.looseObject({
  dimensions: z.record(z.string(), z.unknown()).optional(),
  dimension_applicability: z.record(z.string(), z.unknown()).nullish(),
  node_judgments: z.array(NodeJudgment).optional(),
  citations: z.array(z.looseObject({ index: z.number(), parts: z.array(CitationPart) })).optional(),
  citation_warnings: z.array(z.string()).optional(),
  judgment_warnings: z.array(z.string()).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** A line of scores.jsonl. */
export const ScoreRow = z.looseObject({
  type: z.string().optional(),
  test_case_id: z.string(),
  judge_model: z.string().nullish(),
  target: z.string().nullish(),
  tester_model: z.string().nullish(),
  judge_status: z.string().nullish(),
  judge_error: z.unknown().optional(),
  verdict: Verdict.nullish(),
  dimensions: names,
});
export type ScoreRow = z.infer<typeof ScoreRow>;

/** Whether a judge's answer could be used. */
export const isScored = (row: ScoreRow): boolean => row.judge_status === "ok";

/** What a row says of a dimension: yes, no, that it does not apply, or nothing. */
export function votesOn(row: ScoreRow, dimension: string): boolean | "not-applicable" | null {
  const value = row.verdict?.dimensions?.[dimension];
  if (typeof value === "boolean") return value;
  const applies = row.verdict?.dimension_applicability?.[dimension];
  return value === null && applies === false ? "not-applicable" : null;
}
