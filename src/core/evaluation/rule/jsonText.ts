import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parsePattern, type RulePattern } from "./safePattern.ts";

const FENCE = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/g;

/** Where JSON is looked for: in the text as a whole, or also in the middle of prose; without a word, also in fenced blocks. */
export type JsonPlace = "whole" | "anywhere" | undefined;

/** JSON in an answer: the whole of it, or the last fenced block; `undefined` where there is none. */
export function findJson(text: string, place?: JsonPlace): unknown {
  const blocks = place === "whole" ? [] : [...text.matchAll(FENCE)].map(([, block = ""]) => block);
  for (const candidate of [text, ...blocks.reverse()]) {
    const read = parse(candidate);
    if (read !== undefined) return read;
  }
  return place === "anywhere" ? findInProse(text) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Brackets beyond these are not tried: each is read once up to its end. */
const MOST_BEGINNINGS = 200;

/** The first object or list that stands in a text. */
function findInProse(text: string): unknown {
  let tried = 0;
  for (let at = 0; at < text.length && tried < MOST_BEGINNINGS; at += 1) {
    if (text[at] !== "{" && text[at] !== "[") continue;
    tried += 1;
    const end = endOfJson(text, at);
    const read = end < 0 ? undefined : parse(text.slice(at, end));
    if (read !== undefined) return read;
  }
  return undefined;
}

/** Behind the bracket that closes the one here; -1 where none does. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** A schema's patterns run over a target's answers, as a rule's own do: those that can take forever are no schema. */
const boundedPattern = Object.assign(
  (source: string): Pick<RulePattern, "test"> => {
    const pattern = parsePattern(source, false);
    if (!pattern.ok) throw new Error(pattern.refusal.detail);
    return pattern.value;
  },
  { code: "" },
);

const compiled = new WeakMap<object, ValidateFunction>();
let shared: Ajv2020 | undefined;

/** The one compiler takes 20 ms to make; it keeps no schema, so that two of the same `$id` do not meet. */
function compile(schema: object): ValidateFunction {
  shared ??= new Ajv2020({
    strict: false,
    allErrors: false,
    validateFormats: false,
    addUsedSchema: false,
    code: { regExp: boundedPattern },
  });
  const validate = shared.compile(schema);
  shared.removeSchema(schema);
  compiled.set(schema, validate);
  return validate;
}

/** What is wrong with a value by a JSON Schema (2020-12), for people; null where nothing is. Throws for what is no schema. */
export function findSchemaFault(value: unknown, schema: object): string | null {
  const validate = compiled.get(schema) ?? compile(schema);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || "The document"} ${error?.message ?? "does not fit"}`;
}
