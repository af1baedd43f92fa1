import { readCoreScalar } from "../../assert/coreScalar.ts";
import { parseEvaluationYaml } from "../../assert/yaml.ts";
import { toJson } from "../../identity.ts";
import { JsonSchema } from "../../rule/jsonSchema.ts";
import { Rule } from "../../rule/rule.ts";
import { parsePattern } from "../../rule/safePattern.ts";
import { textsOfList } from "./testTable.ts";

/** An assertion as promptfoo writes it (promptfoo.dev/docs/configuration/expected-outputs), read loosely. */
export type Assertion = {
  readonly type: string;
  readonly value?: unknown;
  readonly threshold?: unknown;
  readonly weight?: unknown;
  readonly transform?: unknown;
  readonly assert?: unknown;
};

/** A rule that holds where the assertion does, or why there is none. */
export type ReadAssertion =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly why: string };

const rule = (made: Rule): ReadAssertion => ({ ok: true, rule: made });
const none = (why: string): ReadAssertion => ({ ok: false, why });

/** Texts, and figures as their texts; one text may be a list, its parts between commas. */
const textsOf = (type: string, value: unknown): string[] => {
  const list: unknown[] = Array.isArray(value)
    ? value
    : LISTS.test(type) && typeof value === "string"
      ? textsOfList(value)
      : [value];
  return list
    .flatMap((one) => (typeof one === "number" || typeof one === "boolean" ? String(one) : one))
    .filter((one): one is string => typeof one === "string" && one !== "");
};
const LISTS = /^i?contains-(?:all|any)$/;

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

const compares = (which: "equals" | "starts_with", text: string): Rule => ({
  rule: which,
  text,
  ignore_case: false,
  in: "last_answer",
});

/** promptfoo's patterns may escape what needs no escape; ours may not. */
const withoutIdleEscapes = (source: string): string =>
  source.replace(/\\([\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]/g, (found, char: string | undefined) =>
    char === undefined
      ? found.replace(/\\([\s\S])/g, (own, inner: string) => (IDLE.test(inner) ? inner : own))
      : char === "-" || IDLE.test(char)
        ? char
        : found,
  );
const IDLE = /[ "'#!%&~`@=<>:;,_]/;

function ofTexts(type: string, texts: readonly string[]): ReadAssertion {
  const [text] = texts;
  if (text === undefined) return none("it has no value to look for");
  if (texts.some((own) => /^(?:file|package):\/\//.test(own)))
    return none("its value is a file or a program, which is not read. Write the value out");
  const ignore = type.startsWith("i");
  switch (type.replace(/^icontains/, "contains")) {
    case "contains":
      return rule(contains(text, ignore));
    case "contains-all":
      return rule({ rule: "all", of: texts.map((one) => contains(one, ignore)) });
    case "contains-any":
      return rule({ rule: "any", of: texts.map((one) => contains(one, ignore)) });
    case "equals":
      return rule(compares("equals", text));
    case "starts-with":
      return rule(compares("starts_with", text));
    default: {
      const source = withoutIdleEscapes(text);
      const pattern = parsePattern(source, false);
      return pattern.ok ? rule(regex(source)) : none(pattern.refusal.detail.replace(/\.$/, ""));
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
  const limits = isSchema(value) ? [value.min, value.max] : [value];
  if (limits.every((one) => typeof one !== "number")) return none("it names no number of words");
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

/** JSON that fits a schema; one may be written as JSON or YAML into a text. */
function ofJson(type: string, value: unknown): ReadAssertion {
  const schema =
    typeof value === "string" && value.trim() !== "" ? parseSchema(value) : (value ?? {});
  if (schema === "" || schema === null) return ofJson(type, {});
  if (!isSchema(schema))
    return none("its schema is a file, a program or no mapping. Write the schema out");
  // Which draft it is written for is said by nobody who needs it: what it says is read as 2020-12.
  const { $schema: _, ...own } = schema as Readonly<Record<string, unknown>>;
  const read = JsonSchema.safeParse(own);
  if (!read.success) return none(`its schema ${read.error.issues[0]?.message ?? "is none"}`);
  const place = type === "is-json" ? "whole" : "anywhere";
  return rule({ rule: "json_schema", schema: read.data, place, in: "last_answer" });
}

function parseSchema(text: string): unknown {
  const read = /^(?:file|package):/.test(text) ? null : parseEvaluationYaml(text, readCoreScalar);
  return read?.ok ? read.value : text;
}

/** Of several assertions as one: all must hold, unless a share of them is enough, which is told where no rule says it. */
function ofSet({ assert, threshold }: Assertion): ReadAssertion {
  const list = Array.isArray(assert) ? (assert as Assertion[]) : [];
  const read = list.filter(countsFor).map(readAssertion);
  const left = read.find((one) => !one.ok);
  if (left !== undefined && !left.ok)
    return none(`one of the set cannot be taken over: ${left.why}`);
  const rules = read.flatMap((one) => (one.ok ? one.rule : []));
  if (rules.length === 0) return none("the set holds nothing");
  const share = typeof threshold === "number" ? threshold : 1;
  const weighted = list.some(({ weight }) => typeof weight === "number" && weight !== 1);
  if (share >= 1) return rule({ rule: "all", of: rules });
  if (!weighted && share > 0 && share * rules.length <= 1) return rule({ rule: "any", of: rules });
  return none("a share of its assertions is enough for it");
}

/** One of no weight measures, and decides nothing. */
export const countsFor = ({ weight }: Assertion): boolean => weight !== 0;

const MODEL =
  /^(?:llm-rubric|model-graded|factuality|g-eval|answer-relevance|context-|similar|classifier|moderation|select-best|max-score|pi$|search-rubric|trajectory:goal|conversation-relevance|promptfoo:|agent-rubric|guardrails)/;
const PROGRAM = /^(?:javascript|python|ruby|webhook)$/;

const whyNone = (type: string): string => {
  if (MODEL.test(type))
    return "a model decides it. Add a judge with a model, whose dimension says what it asks";
  return PROGRAM.test(type)
    ? "it is a program, and programs are not run. Say the same as a rule"
    : "no rule of ours says the same";
};

function ofType(assertion: Assertion): ReadAssertion {
  const { type, value } = assertion;
  if (type === "equals" && typeof value === "object" && value !== null)
    return rule({
      rule: "json_schema",
      schema: { const: toJson(value) },
      place: "whole",
      in: "last_answer",
    });
  if (TEXTUAL.has(type)) return ofTexts(type, textsOf(type, value));
  switch (type) {
    case "assert-set":
      return ofSet(assertion);
    case "is-json":
    case "contains-json":
      return ofJson(type, value);
    case "is-refusal":
      return rule({ rule: "refusal", in: "last_answer" });
    case "latency":
    case "cost":
    case "word-count":
      return ofMeasure(assertion);
    default:
      return none(whyNone(type));
  }
}

/** An assertion as a rule of ours; `not-` turns it round. */
export function readAssertion(assertion: Assertion): ReadAssertion {
  const { type, transform } = assertion;
  if (transform !== undefined && transform !== null)
    return none("it looks at what a program makes of the answer (transform)");
  const isTurned = type.startsWith("not-");
  const read = ofType(isTurned ? { ...assertion, type: type.slice(4) } : assertion);
  if (!read.ok) return read;
  if (!Rule.safeParse(read.rule).success)
    return none("its value or threshold is none that a rule may have");
  return isTurned ? rule({ rule: "not", of: read.rule }) : read;
}
