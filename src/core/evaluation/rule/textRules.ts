import type { Trial } from "../trial.ts";
import { type RuleFinding, say, sayNo, seenIn } from "./finding.ts";
import { findJson, findSchemaFault } from "./jsonText.ts";
import { findNumbers, isAmong, numbersIn } from "./numbers.ts";
import { answers, type Part, partsOf, seesTools, told } from "./parts.ts";
import { findRefusal } from "./refusal.ts";
import type { LeafRule } from "./rule.ts";
import { parsePattern } from "./safePattern.ts";

type Of<Name extends LeafRule["rule"]> = Extract<LeafRule, { rule: Name }>;

/** Finds stretches of a text, in UTF-16 units. */
export type Detector = (text: string) => readonly (readonly [number, number])[];

function findIn(parts: readonly Part[], find: Detector) {
  return parts.flatMap((part) => find(part.text).map(([start, end]) => seenIn(part, start, end)));
}

export function contains(
  { text, ignore_case, in: where }: Of<"contains">,
  trial: Trial,
): RuleFinding {
  const fold = (value: string): string => (ignore_case ? value.toLowerCase() : value);
  const sought = fold(text);
  const seen = findIn(partsOf(trial, where), (own) => {
    const at = fold(own).indexOf(sought);
    return at < 0 ? [] : [[at, at + text.length]];
  });
  return seen.length > 0
    ? say("yes", `"${text}" stands there.`, seen)
    : sayNo(trial, `"${text}" does not stand there.`);
}

/** A text as a whole, or its beginning, against another; spaces count. */
export function compares(
  { rule, text, ignore_case, in: where }: Of<"equals" | "starts_with">,
  trial: Trial,
): RuleFinding {
  const fold = (value: string): string => (ignore_case ? value.toLowerCase() : value);
  const sought = fold(text);
  const seen = findIn(partsOf(trial, where), (own) => {
    const folded = fold(own);
    const holds = rule === "equals" ? folded === sought : folded.startsWith(sought);
    return holds ? [[0, text.length]] : [];
  });
  const [yes, no] = rule === "equals" ? ["is", "is not"] : ["begins with", "does not begin with"];
  return seen.length > 0
    ? say("yes", `The text ${yes} "${text}".`, seen)
    : sayNo(trial, `The text ${no} "${text}".`);
}

const MOST_SEEN = 5;

export function regex(rule: Of<"regex">, trial: Trial): RuleFinding {
  const pattern = parsePattern(rule.pattern, rule.ignore_case);
  if (!pattern.ok) return say("inconclusive", pattern.refusal.detail);
  const { find, mostRead } = pattern.value;
  const parts = partsOf(trial, rule.in);
  const seen = findIn(parts, (text) => find(text.slice(0, mostRead), MOST_SEEN));
  if (seen.length > 0) return say("yes", `/${rule.pattern}/ matches.`, seen);
  return parts.some(({ text }) => text.length > mostRead)
    ? say(
        "evidence_truncated",
        `/${rule.pattern}/ matches nothing in the first ${mostRead} characters.`,
      )
    : sayNo(trial, `/${rule.pattern}/ matches nothing.`);
}

export function jsonSchema(
  { schema, place, in: where }: Of<"json_schema">,
  trial: Trial,
): RuleFinding {
  const parts = partsOf(trial, where);
  if (parts.length === 0) return sayNo(trial, "There is no text to read JSON from.");
  for (const { text } of parts) {
    const value = findJson(text, place);
    if (value === undefined) return sayNo(trial, "The text is no JSON.");
    const fault = findSchemaFault(value, schema);
    if (fault !== null) return sayNo(trial, `${fault}.`);
  }
  return say("yes", "The JSON fits the schema.");
}

export function wordCount(rule: Of<"word_count">, trial: Trial): RuleFinding {
  const words = partsOf(trial, rule.in).flatMap(
    ({ text }) => text.match(/[\p{L}\p{N}]+(?:['\u2019-][\p{L}\p{N}]+)*/gu) ?? [],
  ).length;
  const fits = words >= (rule.at_least ?? 0) && words <= (rule.at_most ?? Infinity);
  const reason = `It has ${words} words.`;
  if (trial.evidence.truncated && words <= (rule.at_most ?? Infinity))
    return say("evidence_truncated", `${reason} But not everything was seen.`);
  return say(fits ? "yes" : "no", reason);
}

export function refusal({ in: where }: Of<"refusal">, trial: Trial): RuleFinding {
  const seen = findIn(partsOf(trial, where), (text) => {
    const found = findRefusal(text);
    return found === null ? [] : [found];
  });
  return seen.length > 0 ? say("yes", "It declines.", seen) : sayNo(trial, "It does not decline.");
}

export function detect(
  { detector, in: where }: Of<"detector">,
  trial: Trial,
  detectors: Readonly<Record<string, Detector>>,
): RuleFinding {
  const find = detectors[detector];
  if (find === undefined) return say("inconclusive", `There is no detector ${detector}.`);
  const seen = findIn(partsOf(trial, where), find);
  return seen.length > 0
    ? say("yes", `The detector ${detector} finds something.`, seen)
    : sayNo(trial, `The detector ${detector} finds nothing.`);
}

export function numbersGrounded(rule: Of<"numbers_grounded">, trial: Trial): RuleFinding {
  if (!seesTools(trial))
    return say("evidence_missing", "No span came: what tools gave is not known.");
  const sources = new Set([...told(trial).flatMap(({ text }) => numbersIn(text)), ...rule.allow]);
  const isWord = (value: number): boolean =>
    Number.isInteger(value) && value >= 0 && value <= rule.ignore_up_to;
  const figures = answers(trial).flatMap((part) =>
    findNumbers(part.text)
      .filter(({ value }) => !isWord(value))
      .map((number) => ({ part, number })),
  );
  if (figures.length === 0) return say("not_applicable", "The answers hold no figure.");
  const loose = figures.filter(({ number }) => !isAmong(number.value, sources, rule.tolerance));
  if (loose.length === 0) return say("yes", `All ${figures.length} figures have a source.`);
  const seen = loose.map(({ part, number }) => seenIn(part, number.start, number.end));
  const written = loose.slice(0, 5).map(({ number }) => number.value);
  if (trial.evidence.truncated)
    return say("evidence_truncated", `No source was seen of ${written.join(", ")}.`, seen);
  return say("no", `No source has ${written.join(", ")}.`, seen);
}
