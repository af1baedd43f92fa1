import type { Problem } from "../../problem.ts";
import { isFields } from "../assert/reading.ts";
import { toJson } from "../identity.ts";
import type { TraceSummary, TranscriptEvent } from "../transcript.ts";
import type { SeenSpan } from "../trial.ts";
import { beginGathering, toSummary } from "./gathering.ts";
import { gatherGenAi, isGenAi } from "./genAi.ts";
import { gatherOpenInference, SPAN_KIND } from "./openInference.ts";
import { readSpans, type Span } from "./span.ts";

/** One conversation of a trace, in the shape of ASSERT's imported rows. */
export type TracedConversation = {
  readonly metadata: {
    readonly type: "otel_import";
    readonly session_id: string;
    readonly runtime_mode: "otel_traced";
  };
  readonly events: readonly TranscriptEvent[];
  readonly raw: TraceSummary;
};

export type ReadTraces = {
  readonly conversations: readonly TracedConversation[];
  /** Of each conversation, in its order, every span. */
  readonly spans: readonly (readonly SeenSpan[])[];
  /** Of a file with one span that cannot be read, the others are. */
  readonly problems: readonly Problem[];
};

/** Conversations of an OTLP JSON document. Spans belong together by the attribute `groupBy`, or else by their trace. */
export function readTraces(document: unknown, groupBy = "session.id"): ReadTraces {
  const problems: Problem[] = [];
  const groups = new Map<string, Span[]>();
  for (const span of readSpans(document, problems)) {
    const key = String(span.attributes.get(groupBy) ?? span.traceId);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [span]);
    else group.push(span);
  }
  const conversations = [...groups].map(([id, spans]) => toConversation(id, spans));
  return { conversations, spans: [...groups.values()].map(toSeen), problems };
}

const toSeen = (spans: readonly Span[]): SeenSpan[] =>
  inTime(spans).map(({ name, attributes }) => ({
    name,
    attributes: Object.fromEntries([...attributes].map(([key, value]) => [key, toJson(value)])),
  }));

/**
 * The same of a file's text: one document, or as the Collector writes them one on each line. Null where it is neither.
 */
export function parseTraces(text: string, groupBy?: string): ReadTraces | null {
  const whole = parse(text);
  if (whole !== undefined) return readTraces(whole, groupBy);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const documents = lines.map(parse);
  if (documents.length < 2 || !documents.every(isFields)) return null;
  const resourceSpans = documents.flatMap((one) =>
    Array.isArray(one.resourceSpans) ? (one.resourceSpans as unknown[]) : [],
  );
  return readTraces({ resourceSpans }, groupBy);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const inTime = (spans: readonly Span[]): Span[] =>
  spans.toSorted((a, b) => (a.start === b.start ? 0 : a.start < b.start ? -1 : 1));

function toConversation(id: string, spans: readonly Span[]): TracedConversation {
  const gathering = beginGathering();
  for (const span of inTime(spans)) {
    // A span that carries both conventions is read by the older one, as every reader of it did so far.
    if (!span.attributes.has(SPAN_KIND) && isGenAi(span)) gatherGenAi(span, gathering);
    else gatherOpenInference(span, gathering);
  }
  return {
    metadata: { type: "otel_import", session_id: id, runtime_mode: "otel_traced" },
    events: gathering.events,
    raw: toSummary(gathering),
  };
}
