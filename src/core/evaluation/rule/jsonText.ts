import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parsePattern } from "./safePattern.ts";

const FENCE = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/g;

/** JSON in an answer: the whole of it, or the last fenced block; `undefined` where there is none. */
export function findJson(text: string): unknown {
  const blocks = [...text.matchAll(FENCE)].map(([, block = ""]) => block);
  for (const candidate of [text, ...blocks.reverse()]) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {
      // The next one may be.
    }
  }
  return undefined;
}

/** A schema's patterns run over a target's answers, as a rule's own do: those that can take forever are no schema. */
const boundedPattern = Object.assign(
  (source: string): RegExp => {
    const pattern = parsePattern(source, false);
    if (!pattern.ok) throw new Error(pattern.refusal.detail);
    return new RegExp(source, "u");
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
