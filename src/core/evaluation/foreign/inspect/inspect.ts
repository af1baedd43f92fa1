import { toJson } from "../../identity.ts";
import { type CaseContent, toTestCase } from "../../testCase.ts";
import type { TrialEnd, Usage } from "../../trial.ts";
import type { ForeignOpinion, ForeignTrial, ReadForeign } from "../foreignRun.ts";
import {
  entriesOf,
  type Losses,
  lose,
  toCount,
  toLossNotes,
  toOneLine,
  toUtcTime,
} from "../foreignText.ts";
import {
  type InspectHeader,
  type InspectSample,
  type Message,
  parseInspectLog,
} from "./inspectLog.ts";
import { readContent, readText, type SampleReading, toEvents } from "./message.ts";
import { toOpinions } from "./score.ts";

/** A log and its samples, as JSON: of a `.json` file, or of the entries of an `.eval` archive. `samples` is what stands there, of whatever shape. */
export function readInspectLog(header: unknown, samples: unknown): ReadForeign {
  const read = parseInspectLog(header, samples);
  if (!read.ok) return read;
  const { header: head } = read;
  const { task, model, model_generate_config, task_args } = head.eval;
  const losses: Losses = new Map();
  const trials = inOrder(read.samples).map((sample) => toTrial(sample, head, losses));
  const name = toOneLine(task) || "inspect";
  return {
    ok: true,
    run: {
      name,
      format: "inspect",
      target: toJson({
        kind: "inspect",
        model,
        config: model_generate_config ?? null,
        plan: head.plan ?? null,
        args: task_args ?? null,
      }),
      behaviour: { name, description: `The task ${name} of an Inspect log.` },
      taxonomy: null,
      trials,
      notes: [...notesOf(head, read.samples), ...toLossNotes(losses), ...directionOf(trials)],
    },
  };
}

/** Samples as they stand, each with its epochs in their order: archives keep them in the order in which they ended. */
function inOrder(samples: readonly InspectSample[]): InspectSample[] {
  const places = new Map<string, number>();
  for (const { id } of samples) if (!places.has(String(id))) places.set(String(id), places.size);
  const placeOf = ({ id }: InspectSample): number => places.get(String(id)) ?? 0;
  return samples.toSorted((a, b) => placeOf(a) - placeOf(b) || a.epoch - b.epoch);
}

function notesOf(head: InspectHeader, samples: readonly InspectSample[]): string[] {
  const { status, error, invalidated, results } = head;
  const notes: string[] = [];
  if (status !== "success")
    notes.push(
      `The log's status is ${status ?? "not told"}${error ? `: ${toOneLine(error.message)}` : ""}.`,
    );
  if (invalidated === true) notes.push("The log was marked as invalid by whoever keeps it.");
  const total = results?.total_samples ?? null;
  if (total !== null && total !== samples.length)
    notes.push(`The log speaks of ${toCount(total, "sample")}, and holds ${samples.length}.`);
  const count = (is: (sample: InspectSample) => unknown): number => samples.filter(is).length;
  const [broken, again, invalid] = [
    count(({ error: own }) => own),
    count(({ error_retries }) => (error_retries ?? []).length > 0),
    count(({ invalidation }) => invalidation),
  ];
  if (broken > 0)
    notes.push(`${toCount(broken, "sample")} ended with an error: nothing is known of them.`);
  if (again > 0)
    notes.push(`${toCount(again, "sample")} had to be tried again; only the last try is here.`);
  if (invalid > 0)
    notes.push(
      `${toCount(invalid, "sample")} carry a mark as invalid, and are counted like the others.`,
    );
  return notes;
}

/** Our gate takes more yes for worse, and Inspect's scores mostly say how often a target was right. */
const directionOf = (trials: readonly ForeignTrial[]): string[] =>
  trials.some(({ opinions }) => opinions.length > 0)
    ? [
        "A yes is Inspect's C (correct), 1 or true. The gate takes more yes for worse: look at the scorer before you go by it.",
      ]
    : ["No sample has a score: nothing is judged."];

function toTrial(sample: InspectSample, head: InspectHeader, all: Losses): ForeignTrial {
  const reading: SampleReading = { attachments: new Map(sample.attachments), losses: new Map() };
  const events = toEvents(conversationOf(sample), reading);
  const truncated = reading.losses.size > 0;
  const opinions = opinionsOf(sample, head, all);
  const held = toTestCase(contentOf(sample, reading), { sample: toOneLine(String(sample.id)) });
  for (const [what, n] of reading.losses) lose(all, what, n);
  return {
    held,
    repetition: sample.epoch - 1,
    ...endOf(sample, opinions.length > 0),
    events,
    truncated,
    usage: usageOf(sample),
    at: toUtcTime(sample.started_at) ?? toUtcTime(head.eval.created),
    opinions,
  };
}

/** A sample at its limit is scored as it stands, as Inspect does. */
function endOf(
  { error, limit }: InspectSample,
  isScored: boolean,
): Pick<ForeignTrial, "end" | "fault"> {
  if (error)
    return { end: "target_error", fault: typeof error === "string" ? error : error.message };
  if (!limit) return { end: "completed", fault: null };
  const end: TrialEnd = isScored ? "turn_limit" : "ceiling";
  const kind = typeof limit === "string" ? limit : limit.type;
  const most = typeof limit === "string" ? null : limit.limit;
  return { end, fault: `The limit of ${kind}${most == null ? "" : ` (${most})`} was reached.` };
}

/** All messages. Where the log has no answer among them, the model's output is one. */
function conversationOf({ input, messages, output }: InspectSample): readonly Message[] {
  const asked: readonly Message[] =
    typeof input === "string" ? [{ role: "user", content: input }] : input;
  const said = messages && messages.length > 0 ? messages : asked;
  if (said.some(({ role }) => role === "assistant")) return said;
  const answers = (output?.choices ?? []).flatMap(({ message }) => message ?? []);
  if (answers.length > 0) return [...said, ...answers];
  return output?.completion ? [...said, { role: "assistant", content: output.completion }] : said;
}

function opinionsOf(
  sample: InspectSample,
  { results }: InspectHeader,
  losses: Losses,
): ForeignOpinion[] {
  const { score } = sample;
  const own = results?.scorer?.name ?? results?.scores?.[0]?.name ?? "score";
  const scores =
    sample.scores.length > 0 || score === undefined || score === null
      ? sample.scores
      : [[own, score] as const];
  return scores.flatMap(([name, value]) => toOpinions(toOneLine(name), value, losses));
}

function usageOf({ model_usage, total_time }: InspectSample): Usage {
  const sum = (key: string): number | null => {
    const counts = model_usage.map(
      ([, tokens]) => entriesOf(tokens)?.find(([name]) => name === key)?.[1],
    );
    const known = counts.filter((one) => typeof one === "number");
    return counts.length === 0 || known.length < counts.length
      ? null
      : known.reduce((a, b) => a + b, 0);
  };
  return {
    inputTokens: sum("input_tokens"),
    outputTokens: sum("output_tokens"),
    cost: null,
    latencyMs: total_time == null ? null : Math.round(total_time * 1000),
  };
}

function contentOf({ id, input }: InspectSample, reading: SampleReading): CaseContent {
  const title = toOneLine(String(id));
  // What is lost of the input is counted with the messages, which hold it again.
  const own: SampleReading = { ...reading, losses: new Map() };
  if (typeof input === "string")
    return { kind: "prompt", content: { title, system: null, message: readText(input, own) } };
  const textOf = ({ content }: Message): string => readContent(content, own).text;
  const system = input.find(({ role }) => role === "system");
  const said = input.filter(({ role }) => role === "user").map(textOf);
  const common = { title, system: system ? textOf(system) : null };
  if (said.length < 2) return { kind: "prompt", content: { ...common, message: said[0] ?? title } };
  return {
    kind: "scenario",
    content: { ...common, goal: title, script: said, mostTurns: said.length },
  };
}
