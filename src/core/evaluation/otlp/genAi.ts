import { isFields } from "../assert/reading.ts";
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

export function gatherGenAi(span: Span, gathering: Gathering): void {
  if (span.attributes.get(OPERATION) === "execute_tool") gatherTool(span, gathering);
  else gatherModel(span, gathering);
}

function gatherTool({ attributes, name }: Span, gathering: Gathering): void {
  const args = attributeOf(attributes, "gen_ai.tool.call.arguments", `${VENDOR}.tool_input`);
  const result = attributeOf(attributes, "gen_ai.tool.call.result", `${VENDOR}.tool_output`);
  addCall(gathering, {
    name: textOf(attributes.get("gen_ai.tool.name")) || name,
    args: toArguments(args),
    result: toResultText(result),
    callId: textOf(attributes.get("gen_ai.tool.call.id")) || null,
  });
}

/** Calls of models and everything else that agents do. */
function gatherModel(span: Span, gathering: Gathering): void {
  const { attributes } = span;
  const input = numberOf(attributes.get("gen_ai.usage.input_tokens"));
  const output = numberOf(attributes.get("gen_ai.usage.output_tokens"));
  countModelCall(gathering, span, input, output);
  gathering.nodes.add(span.name);
  const events = span.events.map(readEvent);
  const said =
    textOfMessages(attributes.get("gen_ai.output.messages")) ||
    textOfMessages(attributes.get(`${VENDOR}.output_messages`)) ||
    events
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n");
  if (said !== "")
    addMessage(gathering, said, {
      _node: span.name,
      _model:
        textOf(attributes.get("gen_ai.response.model")) ||
        textOf(attributes.get("gen_ai.request.model")),
      _tokens: { input, output },
      _latency_ms: latencyOf(span),
      _provider: textOf(attributes.get("gen_ai.provider.name")),
    });
  for (const { calls } of events)
    for (const call of calls) addCall(gathering, { ...call, result: "" });
  for (const [id, result] of new Map(events.flatMap(({ results }) => results)))
    addResult(gathering, id, result);
}

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
