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
  if (!isFields(document) || !Array.isArray(document.resourceSpans)) {
    const message = "The file has no resourceSpans: it is no trace in OTLP JSON.";
    problems.push({ rule: "otlp/resource-spans", pointer: "", message });
    return [];
  }
  return document.resourceSpans.flatMap((resource: unknown, i) =>
    listOf(isFields(resource) && resource.scopeSpans).flatMap((scope, j) =>
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

function readSpan(value: unknown): Span | null {
  if (!isFields(value)) return null;
  const [start, end] = [readTime(value.startTimeUnixNano), readTime(value.endTimeUnixNano)];
  if (start === null || end === null) return null;
  return {
    traceId: textOf(value.traceId),
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
  if ("stringValue" in value) return value.stringValue;
  if ("intValue" in value) return Number(value.intValue);
  if ("doubleValue" in value) return Number(value.doubleValue);
  if ("boolValue" in value) return value.boolValue;
  if (isFields(value.arrayValue))
    return listOf(value.arrayValue.values).map((item) =>
      isFields(item) ? (unwrap(item) ?? null) : null,
    );
  if (isFields(value.kvlistValue))
    return Object.fromEntries(readAttributes(value.kvlistValue.values));
  return undefined;
}
