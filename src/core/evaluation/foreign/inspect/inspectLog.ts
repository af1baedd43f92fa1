import { z } from "zod";
import { toPointer } from "../../../jsonPointer.ts";
import type { Problem } from "../../../problem.ts";
import { entriesOf } from "../foreignText.ts";

/** Logs of Inspect (inspect.aisi.org.uk/eval-logs.html), versions 1 to 3: only what is used here is named. */
const Part = z.union([z.string(), z.looseObject({ type: z.string() })]);
export type Part = z.infer<typeof Part>;
export const Content = z.union([z.string(), z.array(Part)]);
export type Content = z.infer<typeof Content>;
const Call = z.looseObject({
  id: z.string().nullish(),
  function: z.string(),
  arguments: z.unknown(),
  parse_error: z.string().nullish(),
});
export const Message = z.looseObject({
  role: z.string(),
  content: Content.nullish(),
  /** Where models of 2025 thought aloud, before content had a part for it. */
  reasoning: z.unknown().optional(),
  tool_calls: z.array(Call).nullish(),
  tool_call_id: z.string().nullish(),
  error: z.unknown().optional(),
  /** The name of `error` in logs of 2024. */
  tool_error: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

/** A record by its entries: names such as "__proto__" are names, too. */
const Entries = z
  .unknown()
  .transform((value, context): [string, unknown][] => {
    const entries = value === null ? [] : entriesOf(value);
    if (entries !== null) return entries;
    context.addIssue({ code: "custom", message: "Invalid input: expected a mapping" });
    return [];
  })
  .prefault({});

const Output = z.looseObject({
  choices: z.array(z.looseObject({ message: Message.optional() })).nullish(),
  completion: z.string().nullish(),
});

export const InspectSample = z.looseObject({
  id: z.union([z.string(), z.number()]),
  epoch: z.number().int().positive().default(1),
  input: z.union([z.string(), z.array(Message)]),
  messages: z.array(Message).nullish(),
  output: Output.nullish(),
  scores: Entries,
  /** In the place of `scores` where there was one scorer, in logs of 2024. */
  score: z.unknown().optional(),
  model_usage: Entries,
  attachments: Entries,
  error: z.union([z.string(), z.looseObject({ message: z.string() })]).nullish(),
  error_retries: z.array(z.unknown()).nullish(),
  limit: z
    .union([z.string(), z.looseObject({ type: z.string(), limit: z.number().nullish() })])
    .nullish(),
  invalidation: z.unknown().optional(),
  total_time: z.number().nullish(),
  started_at: z.string().nullish(),
});
export type InspectSample = z.infer<typeof InspectSample>;

const Named = z.looseObject({ name: z.string().optional() });

export const InspectHeader = z.looseObject({
  version: z.number().optional(),
  status: z.string().optional(),
  invalidated: z.boolean().nullish(),
  error: z.looseObject({ message: z.string() }).nullish(),
  eval: z.looseObject({
    task: z.string(),
    run_id: z.string().optional(),
    model: z.string(),
    model_generate_config: z.unknown().optional(),
    task_args: z.unknown().optional(),
    created: z.string().optional(),
  }),
  plan: z.unknown().optional(),
  results: z
    .looseObject({
      total_samples: z.number().nullish(),
      completed_samples: z.number().nullish(),
      scorer: Named.nullish(),
      scores: z.array(Named).nullish(),
    })
    .nullish(),
});
export type InspectHeader = z.infer<typeof InspectHeader>;

const fault = (pointer: string, message: string): Problem => ({
  rule: "inspect/shape",
  pointer,
  message: `${pointer}: ${message}`,
});

export type ReadLog =
  | {
      readonly ok: true;
      readonly header: InspectHeader;
      readonly samples: readonly InspectSample[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Enough to see what is wrong; a log of another shape has one in each of its samples. */
const MOST_PROBLEMS = 20;

/** The samples of a log as a list, or what is wrong with the list as a whole. */
function listOf(samples: unknown): readonly unknown[] | Problem {
  if (samples === undefined || samples === null)
    return fault(
      "/samples",
      "is not there: only the log's header was written, or it was made without samples. Run the task with samples in its log (--log-samples), or give the whole log.",
    );
  if (!Array.isArray(samples))
    return fault(
      "/samples",
      "must be a list of samples. Give the log as Inspect wrote it (`inspect log dump` makes one of an .eval file).",
    );
  if (samples.length === 0)
    return fault(
      "/samples",
      "is empty: no sample came to an end, so there is nothing to take over.",
    );
  return samples;
}

/** Every fault of the shape with its place. */
export function parseInspectLog(header: unknown, samples: unknown): ReadLog {
  const head = InspectHeader.safeParse(header);
  const list = listOf(samples);
  const problems: Problem[] = head.success
    ? []
    : head.error.issues.map((own) => toProblem([], own));
  const isList = Array.isArray(list);
  if (!isList) problems.push(list as Problem);
  const read: InspectSample[] = [];
  for (const [at, sample] of (isList ? (list as readonly unknown[]) : []).entries()) {
    const one = InspectSample.safeParse(sample);
    if (one.success) read.push(one.data);
    else problems.push(...one.error.issues.map((own) => toProblem(["samples", at], own)));
  }
  if (head.success && problems.length === 0) return { ok: true, header: head.data, samples: read };
  return { ok: false, problems: cut(problems) };
}

const toProblem = (
  before: readonly (string | number)[],
  { path, message }: { readonly path: readonly PropertyKey[]; readonly message: string },
): Problem =>
  fault(
    toPointer([...before, ...path.map(String)]),
    `${message}. Give the log as Inspect wrote it.`,
  );

const cut = (problems: readonly Problem[]): Problem[] => {
  const left = problems.length - MOST_PROBLEMS;
  const shown = problems.slice(0, MOST_PROBLEMS);
  return left > 0
    ? [...shown, { rule: "inspect/shape", pointer: "", message: `And ${left} more.` }]
    : shown;
};
