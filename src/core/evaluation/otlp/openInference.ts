import { flatAnswers, gatherAsked, gatherCalls } from "./askedMessages.ts";
import { addCall, addMessage, countModelCall, type Gathering } from "./gathering.ts";
import { textOfMessages } from "./message.ts";
import { attributeOf, latencyOf, numberOf, type Span, textOf } from "./span.ts";

/** What a span is, by OpenInference's own name of it. */
export const SPAN_KIND = "openinference.span.kind";

const nodeOf = (span: Span): string =>
  textOf(attributeOf(span.attributes, "langgraph.node")) || span.name;

/** A span with OpenInference's attributes (arize-ai.github.io/openinference). One of no kind is kept where it says anything. */
export function gatherOpenInference(span: Span, gathering: Gathering): void {
  const kind = textOf(span.attributes.get(SPAN_KIND)) || "UNKNOWN";
  if (kind === "TOOL") gatherTool(span, gathering);
  else {
    gathering.nodes.add(nodeOf(span));
    if (kind === "LLM") gatherModel(span, gathering);
    else if (kind !== "CHAIN") gatherOther(span, kind, gathering);
  }
}

function gatherModel(span: Span, gathering: Gathering): void {
  const { attributes } = span;
  const input = numberOf(attributes.get("llm.token_count.prompt"));
  const output = numberOf(attributes.get("llm.token_count.completion"));
  countModelCall(gathering, span, input, output);
  gatherAsked(span, gathering);
  const flat = flatAnswers(span);
  const said = textOf(attributes.get("output.value")) || textOfMessages(flat);
  if (said !== "")
    addMessage(gathering, said, {
      _node: nodeOf(span),
      _model: textOf(attributes.get("llm.model_name")),
      _tokens: { input, output },
      _latency_ms: latencyOf(span),
    });
  gatherCalls(flat, gathering);
}

function gatherTool({ attributes, name }: Span, gathering: Gathering): void {
  const input = textOf(attributes.get("input.value"));
  addCall(gathering, {
    name: textOf(attributes.get("tool.name")) || name,
    args: readInput(input),
    result: textOf(attributes.get("output.value")),
    callId: textOf(attributeOf(attributes, "tool_call.id", "tool.id")) || null,
  });
}

/** Whatever JSON says; text that is none stands under `raw`. */
function readInput(input: string): unknown {
  if (input === "") return {};
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return { raw: input };
  }
}

function gatherOther(span: Span, kind: string, gathering: Gathering): void {
  const asked = textOf(span.attributes.get("input.value"));
  const said = textOf(span.attributes.get("output.value"));
  if (asked === "" && said === "") return;
  addMessage(gathering, said || `[${kind}] ${span.name}`, {
    _node: nodeOf(span),
    _span_kind: kind,
    _latency_ms: latencyOf(span),
  });
}
