import { z } from "zod";

type Schema = z.core.$ZodType;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The keys that a schema knows at a place of a value; none where it takes any. */
export function knownKeys(
  schema: Schema,
  value: unknown,
  steps: readonly (string | number)[],
): readonly string[] {
  const objects = objectsOf(schema, value);
  const [step, ...rest] = steps;
  if (step === undefined) return [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const inner = isFields(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  const next =
    typeof step === "number"
      ? elementsOf(schema, value)
      : objects.flatMap((object) => object[step] ?? []);
  return [...new Set(next.flatMap((own) => knownKeys(own, inner, rest)))];
}

/** Past what only wraps another schema. */
function unwrap(schema: Schema): Schema {
  let own = schema;
  for (let depth = 0; depth < 20; depth += 1) {
    if (own instanceof z.ZodLazy) own = own.def.getter();
    else if (
      own instanceof z.ZodOptional ||
      own instanceof z.ZodNullable ||
      own instanceof z.ZodDefault ||
      own instanceof z.ZodPrefault
    )
      own = own.def.innerType;
    else break;
  }
  return own;
}

/** The shapes that a value may be meant to have: of several, those whose `rule` or `kind` it names. */
function objectsOf(schema: Schema, value: unknown): Readonly<Record<string, Schema>>[] {
  const own = unwrap(schema);
  if (own instanceof z.ZodObject) return [own.shape];
  if (!(own instanceof z.ZodUnion)) return [];
  const all = own.def.options.flatMap((option) => objectsOf(option, value));
  const named = all.filter((shape) =>
    ["rule", "kind"].some(
      (key) =>
        isFields(value) && shape[key] !== undefined && z.safeParse(shape[key], value[key]).success,
    ),
  );
  return named.length > 0 ? named : all;
}

function elementsOf(schema: Schema, value: unknown): Schema[] {
  const own = unwrap(schema);
  if (own instanceof z.ZodArray) return [own.def.element];
  if (own instanceof z.ZodUnion)
    return own.def.options.flatMap((option) => elementsOf(option, value));
  return [];
}
