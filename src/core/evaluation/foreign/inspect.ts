import { z } from "zod";
import { toPointer } from "../../jsonPointer.ts";
import { toJson } from "../identity.ts";
import { type CaseContent, toTestCase } from "../testCase.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { TrialEnd } from "../trial.ts";
import { messageEvent, toolEvent } from "./foreignEvents.ts";
import type { ForeignOpinion, ForeignTrial, ReadForeign } from "./foreignRun.ts";

/** Logs of Inspect, version 2 (inspect.aisi.org.uk/eval-logs.html): only what is used here is named. */
const Part = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  reasoning: z.string().optional(),
});
const Content = z.union([z.string(), z.array(Part)]);
const Call = z.looseObject({ id: z.string(), function: z.string(), arguments: z.unknown() });
const Message = z.looseObject({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: Content,
  tool_calls: z.array(Call).nullish(),
  tool_call_id: z.string().nullish(),
});
type Message = z.infer<typeof Message>;

const Score = z.looseObject({
  value: z.unknown(),
  answer: z.unknown().optional(),
  explanation: z.string().nullish(),
});
const Tokens = z.looseObject({ input_tokens: z.number(), output_tokens: z.number() });

export const InspectSample = z.looseObject({
  id: z.union([z.string(), z.number()]),
  epoch: z.number().int().positive().default(1),
  input: z.union([z.string(), z.array(Message)]),
  messages: z.array(Message).default([]),
  scores: z.record(z.string(), Score).nullish(),
  model_usage: z.record(z.string(), Tokens).nullish(),
  error: z.looseObject({ message: z.string() }).nullish(),
  limit: z.looseObject({ type: z.string() }).nullish(),
  total_time: z.number().nullish(),
  started_at: z.string().nullish(),
});
export type InspectSample = z.infer<typeof InspectSample>;

export const InspectHeader = z.looseObject({
  version: z.number().optional(),
  status: z.string().optional(),
  eval: z.looseObject({
    task: z.string(),
    run_id: z.string().optional(),
    model: z.string(),
    model_generate_config: z.unknown().optional(),
    task_args: z.unknown().optional(),
    created: z.string().optional(),
  }),
  plan: z.unknown().optional(),
});

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === "string"
    ? content
    : content.map(({ text, reasoning }) => text ?? reasoning ?? "").join("\n");

/** A log and its samples, as JSON: of a `.json` file, or of the entries of an `.eval` archive. */
export function readInspectLog(header: unknown, samples: readonly unknown[]): ReadForeign {
  const head = InspectHeader.safeParse(header);
  const read = samples.map((sample) => InspectSample.safeParse(sample));
  const problems = [head, ...read].flatMap((one, at) =>
    one.success
      ? []
      : one.error.issues.map(({ path, message }) => {
          const steps = at === 0 ? path : ["samples", at - 1, ...path];
          const place = toPointer(steps.map(String));
          return { rule: "inspect/shape", pointer: place, message: `${place} ${message}.` };
        }),
  );
  if (!head.success || problems.length > 0) return { ok: false, problems };
  const { task, model, model_generate_config, task_args } = head.data.eval;
  const { status } = head.data;
  const notes = status === "success" ? [] : [`The log's status is ${status ?? "not told"}.`];
  const trials = read.flatMap((one) => (one.success ? [toTrial(one.data)] : []));
  return {
    ok: true,
    run: {
      name: task,
      format: "inspect",
      target: toJson({
        kind: "inspect",
        model,
        config: model_generate_config ?? null,
        plan: head.data.plan ?? null,
        args: task_args ?? null,
      }),
      behaviour: { name: task, description: `The task ${task} of an Inspect log.` },
      taxonomy: null,
      trials,
      notes,
    },
  };
}

function toTrial(sample: InspectSample): ForeignTrial {
  const { error, limit } = sample;
  const end: TrialEnd = error ? "target_error" : limit ? "ceiling" : "completed";
  const fault = error?.message ?? (limit ? `The limit of ${limit.type} was reached.` : null);
  const usage = Object.values(sample.model_usage ?? {});
  const sum = (of: (one: z.infer<typeof Tokens>) => number): number | null =>
    usage.length === 0 ? null : usage.reduce((total, one) => total + of(one), 0);
  return {
    held: toTestCase(contentOf(sample), { sample: String(sample.id) }),
    repetition: sample.epoch - 1,
    end,
    fault,
    events: toEvents(sample.messages),
    usage: {
      inputTokens: sum(({ input_tokens }) => input_tokens),
      outputTokens: sum(({ output_tokens }) => output_tokens),
      cost: null,
      latencyMs: sample.total_time == null ? null : Math.round(sample.total_time * 1000),
    },
    at: sample.started_at ?? null,
    opinions: Object.entries(sample.scores ?? {}).map(([name, score]) => toOpinion(name, score)),
  };
}

function contentOf({ id, input }: InspectSample): CaseContent {
  const title = String(id);
  if (typeof input === "string")
    return { kind: "prompt", content: { title, system: null, message: input } };
  const system = input.find(({ role }) => role === "system");
  const said = input.filter(({ role }) => role === "user").map(({ content }) => textOf(content));
  const common = { title, system: system ? textOf(system.content) : null };
  if (said.length < 2) return { kind: "prompt", content: { ...common, message: said[0] ?? title } };
  return {
    kind: "scenario",
    content: { ...common, goal: title, script: said, mostTurns: said.length },
  };
}

/** A tool's message answers the call that it names. One that names none stands for itself. */
function toEvents(messages: readonly Message[]): TranscriptEvent[] {
  const results = new Map(
    messages.flatMap(({ role, tool_call_id, content }) =>
      role === "tool" && tool_call_id ? [[tool_call_id, textOf(content)] as const] : [],
    ),
  );
  return messages.flatMap(({ role, content, tool_calls, tool_call_id }) => {
    const text = textOf(content);
    if (role === "tool") return tool_call_id ? [] : [messageEvent(role, text)];
    const said = role === "assistant" && text === "" ? [] : [messageEvent(role, text)];
    const calls = (tool_calls ?? []).map((call) =>
      toolEvent(call.function, call.arguments, results.get(call.id) ?? "", call.id),
    );
    return [...said, ...calls];
  });
}

/** Inspect's letters (C, I, P, N), and what stands for them. A share between 0 and 1 is no answer. */
function toOpinion(name: string, { value, explanation }: z.infer<typeof Score>): ForeignOpinion {
  const reason = explanation ?? `Scored ${JSON.stringify(value)}.`;
  const outcome =
    value === "C" || value === 1 || value === true
      ? "yes"
      : value === "I" || value === "N" || value === 0 || value === false
        ? "no"
        : "inconclusive";
  const kind = /model_graded|judge|llm/i.test(name) ? "model" : "rule";
  return { dimension: name, category: null, judge: name, kind, outcome, reason };
}
