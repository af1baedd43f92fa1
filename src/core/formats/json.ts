import type { Problem } from "../problem.ts";
import { findJsonFault } from "./jsonFault.ts";
import { measureJson } from "./jsonMeasure.ts";
import { findDuplicateKeys, linesOfPointers } from "./jsonPlaces.ts";
import type { Limits } from "./limits.ts";
import { placeAt, placePointer } from "./place.ts";
import { findValueFaults, isSoundTree } from "./valueFaults.ts";

/** A document, and where in the text its values stand. */
export type Parsed = {
  readonly value: unknown;
  /** The line (from 1) of each value that these JSON pointers name; absent where there is none. */
  linesOf(pointers: readonly string[]): ReadonlyMap<string, number>;
};

export type ParsedDocument =
  | { readonly ok: true; readonly parsed: Parsed }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * JSON as RFC 8259 and I-JSON (RFC 7493) have it, and nothing looser: no duplicate keys, no comments, no lone
 * surrogates, no number beyond a double, no U+0000 (which no text column can hold), nothing nested deeper than the limit.
 * The sound case costs one `JSON.parse`, one scan of the text and one walk over the values.
 */
export function parseJson(text: string, limits: Limits): ParsedDocument {
  const measured = measureJson(text, limits.depth);
  if (measured.tooDeepAt !== null) return refusedDepth(text, measured.tooDeepAt, limits.depth);
  if (measured.values > limits.values) return refusedSize(limits.values);
  const value = parseOrUndefined(text);
  if (value === undefined) return refusedSyntax(text);
  const watch = { textLength: limits.textLength, escapes: text.includes("\\u") };
  const sound = isSoundTree(value, watch);
  if (!sound.ok) return { ok: false, problems: findValueFaults(value, watch, "json") };
  if (sound.members !== measured.members) return { ok: false, problems: findDuplicateKeys(text) };
  return {
    ok: true,
    parsed: { value, linesOf: (pointers) => linesOfPointers(text, pointers) },
  };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusedSyntax(text: string): ParsedDocument {
  const fault = findJsonFault(text) ?? { offset: text.length, message: "This is not JSON." };
  const place = placeAt(text, fault.offset);
  const message = `Line ${place.line}, column ${place.column}: ${fault.message}`;
  return {
    ok: false,
    problems: [{ rule: "json/syntax", pointer: placePointer(place), message }],
  };
}

function refusedSize(values: number): ParsedDocument {
  const message = `The document holds more than ${values} values. Split it into several files.`;
  return { ok: false, problems: [{ rule: "json/values", pointer: "", message }] };
}

function refusedDepth(text: string, offset: number, depth: number): ParsedDocument {
  const place = placeAt(text, offset);
  const message = `Line ${place.line}, column ${place.column}: arrays and objects stand more than ${depth} deep in one another. Flatten the document.`;
  return { ok: false, problems: [{ rule: "json/depth", pointer: placePointer(place), message }] };
}
