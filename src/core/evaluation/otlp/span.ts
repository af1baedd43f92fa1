import type { Problem } from "../../problem.ts";
import { type Fields, isFields } from "../assert/reading.ts";

/** Attributes by name: what OTLP wraps by type, unwrapped. */
export type Attributes = ReadonlyMap<string, unknown>;
export type SpanEvent = { readonly name: string; readonly attributes: Attributes };

/** A span of a trace, as far as a transcript is made of it. Times are nanoseconds since 1970. */
export type Span = {
  readonly traceId: string;
  readonly name: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
};

export const latencyOf = ({ start, end }: Span): number => Number(end - start) / 1_000_000;

/** The first of the names that says anything but nothing. */
export const attributeOf = (attributes: Attributes, ...names: readonly string[]): unknown =>
  names.map((name) => attributes.get(name)).find((value) => value !== undefined && value !== null);

/** A text, or "" for anything else. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Spans of an OTLP JSON export, in its order; what is no span is a problem with its place, and the others are read. */
export function readSpans(document: unknown, problems: Problem[]): Span[] {
  const resources = isFields(document)
    ? held(document, "resourceSpans", "resource_spans", "batches")
    : null;
  if (!Array.isArray(resources)) {
    const message = `The file has no resourceSpans: ${otherThanOtlp(document)}`;
    problems.push({ rule: "otlp/resource-spans", pointer: "", message });
    return [];
  }
  return resources.flatMap((resource: unknown, i) =>
    listOf(
      isFields(resource) &&
        held(resource, "scopeSpans", "scope_spans", "instrumentationLibrarySpans"),
    ).flatMap((scope, j) =>
      listOf(isFields(scope) && scope.spans).flatMap((span, k) => {
        const read = readSpan(span);
        if (read !== null) return [read];
        const pointer = `/resourceSpans/${i}/scopeSpans/${j}/spans/${k}`;
        const message = "The span is no object, or its times are no whole numbers of nanoseconds.";
        problems.push({ rule: "otlp/span", pointer, message });
        return [];
      }),
    ),
  );
}

/** What stands under the first of some names that is there. */
const held = (value: Fields, ...names: readonly string[]): unknown =>
  names.map((name) => value[name]).find((own) => own !== undefined);

/** Other JSON files of traces, and what to do with them. */
function otherThanOtlp(document: unknown): string {
  const value: unknown = Array.isArray(document) ? document[0] : document;
  if (isFields(value) && Array.isArray(value.data))
    return "it looks like a trace of Jaeger. Export it as OTLP JSON.";
  if (isFields(value) && isFields(value.context) && "start_time" in value)
    return "it looks like what a console exporter prints. Export it as OTLP JSON (the Collector's file exporter writes it).";
  if (isFields(value) && ("resourceLogs" in value || "resourceMetrics" in value))
    return "it holds logs or metrics. Give the traces.";
  return "it is no trace in OTLP JSON.";
}

function readSpan(value: unknown): Span | null {
  if (!isFields(value)) return null;
  const [start, end] = [
    readTime(held(value, "startTimeUnixNano", "start_time_unix_nano")),
    readTime(held(value, "endTimeUnixNano", "end_time_unix_nano")),
  ];
  if (start === null || end === null) return null;
  return {
    traceId: textOf(held(value, "traceId", "trace_id")),
    name: textOf(value.name),
    start,
    end,
    attributes: readAttributes(value.attributes),
    events: listOf(value.events)
      .filter(isFields)
      .map(({ name, attributes }) => ({
        name: textOf(name),
        attributes: readAttributes(attributes),
      })),
  };
}

function readTime(value: unknown): bigint | null {
  if (value === undefined || value === null) return 0n;
  const isWhole =
    typeof value === "number" ? Number.isSafeInteger(value) : /^\d{1,20}$/.test(textOf(value));
  return isWhole ? BigInt(value as string | number) : null;
}

export function readAttributes(value: unknown): Attributes {
  const attributes = new Map<string, unknown>();
  for (const attribute of listOf(value)) {
    if (!isFields(attribute) || !isFields(attribute.value)) continue;
    const unwrapped = unwrap(attribute.value);
    if (unwrapped !== undefined) attributes.set(textOf(attribute.key), unwrapped);
  }
  return attributes;
}

function unwrap(value: Fields): unknown {
  for (const [name, read] of SCALARS) {
    const own = held(value, `${name}Value`, `${name}_value`);
    if (own !== undefined) return read(own);
  }
  const list = held(value, "arrayValue", "array_value");
  if (isFields(list))
    return listOf(list.values).map((item) => (isFields(item) ? (unwrap(item) ?? null) : null));
  const fields = held(value, "kvlistValue", "kvlist_value");
  return isFields(fields) ? Object.fromEntries(readAttributes(fields.values)) : undefined;
}

/** Whole numbers may be written as texts; bytes are told in base64. */
const SCALARS: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ["string", (value) => value],
  ["int", Number],
  ["double", Number],
  ["bool", (value) => value],
  ["bytes", (value) => value],
];
