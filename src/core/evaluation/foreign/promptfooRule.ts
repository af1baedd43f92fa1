import type { Rule } from "../rule/rule.ts";
import { parsePattern } from "../rule/safePattern.ts";

/** An assertion as promptfoo writes it (promptfoo.dev/docs/configuration/expected-outputs), read loosely. */
export type Assertion = {
  readonly type: string;
  readonly value?: unknown;
  readonly threshold?: unknown;
};

/** A rule that holds where the assertion does, or why there is none. */
export type ReadAssertion =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly why: string };

const rule = (made: Rule): ReadAssertion => ({ ok: true, rule: made });
const none = (why: string): ReadAssertion => ({ ok: false, why });

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );

const contains = (text: string, ignore_case: boolean): Rule => ({
  rule: "contains",
  text,
  ignore_case,
  in: "last_answer",
});
const regex = (pattern: string): Rule => ({
  rule: "regex",
  pattern,
  ignore_case: false,
  in: "last_answer",
});

function ofTexts(type: string, texts: readonly string[]): ReadAssertion {
  const [text] = texts;
  if (text === undefined) return none("it has no text");
  const ignore = type.startsWith("i");
  switch (type.replace(/^icontains/, "contains")) {
    case "contains":
      return rule(contains(text, ignore));
    case "contains-all":
      return rule({ rule: "all", of: texts.map((one) => contains(one, ignore)) });
    case "contains-any":
      return rule({ rule: "any", of: texts.map((one) => contains(one, ignore)) });
    case "equals":
      return rule(regex(`^\\s*${escaped(text)}\\s*$`));
    case "starts-with":
      return rule(regex(`^${escaped(text)}`));
    default: {
      const pattern = parsePattern(text, false);
      return pattern.ok ? rule(regex(text)) : none(pattern.refusal.detail.replace(/\.$/, ""));
    }
  }
}

const TEXTUAL = new Set([
  "contains",
  "icontains",
  "contains-all",
  "icontains-all",
  "contains-any",
  "icontains-any",
  "equals",
  "starts-with",
  "regex",
]);

const isSchema = (value: unknown): value is Record<string, never> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function ofMeasure({ type, value, threshold }: Assertion): ReadAssertion {
  const limit = typeof threshold === "number" ? threshold : null;
  if (type === "latency" && limit !== null)
    return rule({ rule: "latency", at_most_ms: Math.max(1, limit) });
  if (type === "cost" && limit !== null) return rule({ rule: "cost", at_most: limit });
  if (type !== "word-count") return none(`a threshold is missing for ${type}`);
  if (typeof value === "number")
    return rule({ rule: "word_count", at_least: value, at_most: value, in: "last_answer" });
  const { min, max } = (isSchema(value) ? value : {}) as { min?: number; max?: number };
  return rule({
    rule: "word_count",
    ...(min === undefined ? {} : { at_least: min }),
    ...(max === undefined ? {} : { at_most: max }),
    in: "last_answer",
  });
}

function ofType(assertion: Assertion): ReadAssertion {
  const { type, value } = assertion;
  if (TEXTUAL.has(type)) return ofTexts(type, textsOf(value));
  switch (type) {
    case "is-json":
    case "contains-json":
      return rule({
        rule: "json_schema",
        schema: isSchema(value) ? value : {},
        in: "last_answer",
      });
    case "is-refusal":
      return rule({ rule: "refusal", in: "last_answer" });
    case "latency":
    case "cost":
    case "word-count":
      return ofMeasure(assertion);
    default:
      return none("no rule of ours says the same");
  }
}

/** An assertion as a rule of ours; `not-` turns it round. */
export function readAssertion(assertion: Assertion): ReadAssertion {
  const { type } = assertion;
  if (!type.startsWith("not-")) return ofType(assertion);
  const read = ofType({ ...assertion, type: type.slice(4) });
  return read.ok ? rule({ rule: "not", of: read.rule }) : read;
}
