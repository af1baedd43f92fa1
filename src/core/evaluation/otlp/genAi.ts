import { type Fields, isFields } from "../assert/reading.ts";
import { flatAnswers, gatherAsked, gatherCalls } from "./askedMessages.ts";
import { addCall, addMessage, addResult, countModelCall, type Gathering } from "./gathering.ts";
import {
  type AskedCall,
  callsOfMessage,
  fromJsonText,
  textOfMessage,
  textOfMessages,
  toArguments,
  toResultText,
} from "./message.ts";
import { attributeOf, latencyOf, numberOf, type Span, type SpanEvent, textOf } from "./span.ts";

/** What a span does, by OpenTelemetry's conventions for generative systems (opentelemetry.io/docs/specs/semconv/gen-ai). */
export const OPERATION = "gen_ai.operation.name";

/** Where content stands that its exporter did not put under the conventions' own names. */
const VENDOR = "openclaw.content";

const OWN = [OPERATION, "gen_ai.system", "gen_ai.provider.name", "gen_ai.request.model"];
/** Names that two widespread exporters have for a tool's span. */
const TOOL_KINDS: readonly (readonly [string, string])[] = [
  [OPERATION, "execute_tool"],
  ["traceloop.span.kind", "tool"],
  ["ai.operationId", "ai.toolCall"],
];

const isTool = ({ attributes }: Span): boolean =>
  TOOL_KINDS.some(([key, value]) => attributes.get(key) === value);

/** Whether a span follows these conventions, or those of exporters before them. */
export const isGenAi = (span: Span): boolean =>
  isTool(span) || OWN.some((name) => span.attributes.has(name));

export function gatherGenAi(span: Span, gathering: Gathering): void {
  if (isTool(span)) gatherTool(span, gathering);
  else gatherModel(span, gathering);
}

function gatherTool({ attributes, name }: Span, gathering: Gathering): void {
  const args = attributeOf(
    attributes,
    "gen_ai.tool.call.arguments",
    `${VENDOR}.tool_input`,
    "traceloop.entity.input",
    "ai.toolCall.args",
  );
  const result = attributeOf(
    attributes,
    "gen_ai.tool.call.result",
    `${VENDOR}.tool_output`,
    "traceloop.entity.output",
    "ai.toolCall.result",
  );
  addCall(gathering, {
    name:
      textOf(
        attributeOf(attributes, "gen_ai.tool.name", "traceloop.entity.name", "ai.toolCall.name"),
      ) || name,
    args: toArguments(args),
    result: toResultText(result),
    callId: textOf(attributeOf(attributes, "gen_ai.tool.call.id", "ai.toolCall.id")) || null,
  });
}

/** Calls of models and everything else that agents do. */
function gatherModel(span: Span, gathering: Gathering): void {
  const { attributes } = span;
  const input = numberOf(
    attributeOf(attributes, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
  );
  const output = numberOf(
    attributeOf(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
  );
  countModelCall(gathering, span, input, output);
  gathering.nodes.add(span.name);
  gatherAsked(span, gathering);
  const events = span.events.map(readEvent);
  const flat = flatAnswers(span);
  const said =
    textOfMessages(attributes.get("gen_ai.output.messages")) ||
    textOfMessages(attributes.get(`${VENDOR}.output_messages`)) ||
    events
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n") ||
    textOfMessages(flat);
  if (said !== "")
    addMessage(gathering, said, {
      _node: span.name,
      _model:
        textOf(attributes.get("gen_ai.response.model")) ||
        textOf(attributes.get("gen_ai.request.model")),
      _tokens: { input, output },
      _latency_ms: latencyOf(span),
      _provider: textOf(attributeOf(attributes, "gen_ai.provider.name", "gen_ai.system")),
    });
  gatherCalls(messagesOf(attributes.get("gen_ai.output.messages")), gathering);
  gatherCalls(flat, gathering);
  for (const { calls } of events)
    for (const call of calls) addCall(gathering, { ...call, result: "" });
  for (const [id, result] of new Map(events.flatMap(({ results }) => results)))
    addResult(gathering, id, result);
}

const messagesOf = (value: unknown): Fields[] => {
  const read = fromJsonText(value);
  return (Array.isArray(read) ? (read as unknown[]) : [read]).filter(isFields);
};

type ReadEvent = {
  readonly text: string;
  readonly calls: readonly AskedCall[];
  readonly results: readonly (readonly [string, string])[];
};
const NOTHING: ReadEvent = { text: "", calls: [], results: [] };

/** What the model chose, or a tool's answer, where a span carries them as events. */
function readEvent({ name, attributes }: SpanEvent): ReadEvent {
  if (name === "gen_ai.choice" || name === "gen_ai.assistant.message") {
    const held = fromJsonText(attributes.get("message"));
    const message = isFields(held) ? held : Object.fromEntries(attributes);
    return { ...NOTHING, text: textOfMessage(message), calls: callsOfMessage(message) };
  }
  if (name !== "gen_ai.tool.message") return NOTHING;
  const id = ["id", "tool_call_id", "gen_ai.tool.call.id"]
    .map((key) => textOf(attributes.get(key)))
    .find((text) => text !== "");
  if (id === undefined) return NOTHING;
  return { ...NOTHING, results: [[id, toResultText(attributes.get("content"))]] };
}
