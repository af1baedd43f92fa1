import { z } from "zod";
import { AUDIENCES } from "../audience.ts";
import { REGISTRY_SOURCES } from "../pack.ts";
import { ACTIONS } from "../verdict.ts";

/** Each is tried at its examples when the pack is loaded, which takes half a millisecond. */
export const MOST_RULES = 20_000;

/** Numbers of YAML come as they are spelt. */
const number = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value),
  z.number(),
);
const whole = z.preprocess(
  (value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value),
  z.int().min(0),
);
const word = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string().min(1),
);

const citation = z.strictObject({ standard: word, clause: word, url: z.string() });

const allowance = z.strictObject({
  target: z.enum(["found", "match", "line"]).default("found"),
  patterns: z.array(z.string()).default([]),
  stopwords: z.array(word).default([]),
  needs: z.enum(["any", "all"]).optional(),
  isNegated: z.boolean().optional(),
});

const pattern = z.strictObject({
  kind: z.literal("pattern"),
  pattern: z.string().min(1),
  ignoreCase: z.boolean().optional(),
  group: whole.optional(),
  anchors: z.array(word).optional(),
  entropy: number.optional(),
  check: z.string().optional(),
  after: whole.optional(),
  near: z.strictObject({ words: z.array(word), within: whole }).optional(),
  allow: z.array(allowance).optional(),
});

const terms = z.strictObject({
  kind: z.literal("terms"),
  terms: z.array(word).min(1),
  isPartOfWord: z.boolean().optional(),
});

const registry = z.strictObject({
  kind: z.literal("registry"),
  source: z.enum(REGISTRY_SOURCES),
});

/** The kind need not be said where a key of one kind alone shows it. */
const withKind = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || "kind" in value)
    return value;
  if ("pattern" in value) return { kind: "pattern", ...value };
  if ("terms" in value) return { kind: "terms", ...value };
  return "source" in value ? { kind: "registry", ...value } : value;
};

const rule = z.strictObject({
  id: z.string().min(1),
  type: z.string().min(1),
  citation: citation.optional(),
  action: z.enum(ACTIONS).exclude(["pass"]),
  detector: z.preprocess(withKind, z.discriminatedUnion("kind", [pattern, terms, registry])),
  confidence: number.optional(),
  widest: z.enum(AUDIENCES).optional(),
  replacement: z.string().optional(),
  message: z.string().optional(),
  examples: z.array(z.string()).default([]),
  counterExamples: z.array(z.string()).default([]),
});

/** A pack as people write it: `citation` may stand once for all rules, and ids need not repeat the pack's. */
export const packSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, "The id of a pack has small letters, digits and hyphens.")
    .optional(),
  version: word.default("1"),
  title: z.string().optional(),
  citation: citation.optional(),
  rules: z
    .array(rule)
    .min(1, "A pack has at least one rule.")
    .max(MOST_RULES, `A pack has at most ${MOST_RULES} rules. Split it.`),
});
export type PackFile = z.infer<typeof packSchema>;

export const registrySchema = z.strictObject({
  embargoed: z
    .array(
      z.strictObject({
        caseId: word,
        keys: z.array(word).default([]),
        texts: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  people: z
    .array(z.strictObject({ caseId: word.nullable().default(null), names: z.array(word) }))
    .optional(),
  canaries: z.array(z.strictObject({ caseId: word, token: z.string().min(4) })).optional(),
  erased: z.array(word).optional(),
  terms: z
    .union([
      z.array(word),
      z.strictObject({
        salt: z.string().min(1),
        terms: z.array(
          z.strictObject({
            words: z.int().min(1),
            firstTag: z.int().min(0),
            tag: z.int().min(0),
            hash: z.string().regex(/^[0-9a-f]{64}$/),
          }),
        ),
      }),
    ])
    .optional(),
});
