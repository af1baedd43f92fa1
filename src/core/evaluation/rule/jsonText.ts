import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

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

const compiled = new WeakMap<object, ValidateFunction>();

/** What is wrong with a value by a JSON Schema (2020-12), for people; null where nothing is. Throws for what is no schema. */
export function findSchemaFault(value: unknown, schema: object): string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || "The document"} ${error?.message ?? "does not fit"}`;
}
