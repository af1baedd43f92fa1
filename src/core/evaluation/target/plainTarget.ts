import { z } from "zod";
import { AnyJson } from "../../anyJson.ts";
import type { ChatMessage } from "../../models/chat.ts";
import { ok, type Refusal, type Result, refuse } from "../../result.ts";
import { readTraces } from "../otlp/readTraces.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { SeenSpan } from "../trial.ts";

/** What a plain target is asked, over HTTP or in a line: the newest message, and what was said before it. */
export type PlainQuestion = {
  readonly message: string;
  readonly history: readonly { readonly role: string; readonly content: string }[];
  readonly system?: string;
};

/** Instructions stand apart; calls of tools are the target's own business. */
export function toPlainQuestion(messages: readonly ChatMessage[]): PlainQuestion {
  const system = messages.find(({ role }) => role === "system")?.content;
  const said = messages.filter(({ role }) => role === "user" || role === "assistant");
  const history = said.slice(0, -1).map(({ role, content }) => ({ role, content }));
  const message = said.at(-1)?.content ?? "";
  return { message, history, ...(system === undefined ? {} : { system }) };
}

/** What it did, if it traces itself. */
export type PlainReply = {
  readonly content: string;
  readonly events: readonly TranscriptEvent[];
  /** Null where it sent none. */
  readonly spans: readonly SeenSpan[] | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

const NAMES = ["reply", "response", "message", "content", "output", "text"] as const;
const tokens = z.number().int().nonnegative().nullish().catch(null);

const Body = z.looseObject({
  tool_calls: z
    .array(
      z.looseObject({
        name: z.string(),
        arguments: z.unknown().optional(),
        result: z.union([z.string(), AnyJson]).optional(),
      }),
    )
    .optional(),
  spans: z
    .array(
      z.looseObject({ name: z.string(), attributes: z.record(z.string(), AnyJson).default({}) }),
    )
    .optional(),
  /** An OTLP JSON document of the spans of this answer. */
  otlp: z.unknown().optional(),
  usage: z.looseObject({ input_tokens: tokens, output_tokens: tokens }).nullish().catch(null),
});

type MalformedRefusal = Refusal<"target/malformed">;

const malformed = (why: string) =>
  refuse("target/malformed", `The answer ${why}: it must be {"reply": "…"}.`);

/** An answer of a plain target: a text, or an object whose `reply` is one. */
export function readPlainReply(value: unknown): Result<PlainReply, MalformedRefusal> {
  if (typeof value === "string")
    return ok({ content: value, events: [], spans: null, inputTokens: null, outputTokens: null });
  const read = Body.safeParse(value);
  if (!read.success)
    return malformed(`cannot be read at /${read.error.issues[0]?.path.join("/") ?? ""}`);
  const { data } = read;
  const content = NAMES.map((name) => data[name]).find((text) => typeof text === "string");
  if (typeof content !== "string") return malformed("has no text under reply");
  const traced = data.otlp === undefined ? ok(null) : readOwnTrace(data.otlp);
  if (!traced.ok) return traced;
  const calls = (data.tool_calls ?? []).map(toCallEvent);
  const isSilent = traced.value === null && data.spans === undefined;
  return ok({
    content,
    events: [...(traced.value?.events ?? []), ...calls],
    spans: isSilent ? null : [...(traced.value?.spans ?? []), ...(data.spans ?? [])],
    ...tokensOf(data),
  });
}

const tokensOf = ({ usage }: z.infer<typeof Body>) => ({
  inputTokens: usage?.input_tokens ?? null,
  outputTokens: usage?.output_tokens ?? null,
});

type Called = NonNullable<z.infer<typeof Body>["tool_calls"]>[number];

const toCallEvent = ({ name, arguments: args, result = "" }: Called): TranscriptEvent => ({
  view: ["target", "combined"],
  actor: "tool",
  edit: {
    type: "tool_call",
    tool_name: name,
    tool_args: args ?? {},
    tool_result: typeof result === "string" ? result : JSON.stringify(result),
  },
});

function readOwnTrace(
  otlp: unknown,
): Result<
  { readonly events: readonly TranscriptEvent[]; readonly spans: readonly SeenSpan[] },
  MalformedRefusal
> {
  const { conversations, spans, problems } = readTraces(otlp);
  const [problem] = problems;
  if (problem !== undefined)
    return refuse(
      "target/malformed",
      `Its trace cannot be read at ${problem.pointer || "/"}: ${problem.message}`,
    );
  return ok({ events: conversations.flatMap(({ events }) => events), spans: spans.flat() });
}
