import { parseCsv } from "./csv.ts";

/** A test as a row of a table gives it; keys are those of a test in YAML. */
export type TableTest = Readonly<Record<string, unknown>>;

/** Each row below the first is a test: its columns are variables, but for those that begin with two underscores. */
export function testsOfTable(text: string): TableTest[] {
  const [names = [], ...rows] = parseCsv(text);
  return rows.map((row) => toTest(names.map((name, at) => [name.trim(), row[at] ?? ""] as const)));
}

function toTest(cells: readonly (readonly [string, string])[]): TableTest {
  const isVariable = ([name]: readonly [string, string]): boolean => !name.startsWith("__");
  const special = new Map(cells.filter((cell) => !isVariable(cell)));
  const expected = cells.filter(([name, cell]) => EXPECTED.test(name) && cell.trim() !== "");
  const [prefix, suffix] = [special.get("__prefix"), special.get("__suffix")];
  const others = [...special].filter(([name]) => !EXPECTED.test(name) && !READ.test(name));
  return {
    // What is not read is told by whoever reads the test.
    ...Object.fromEntries(others.map(([name, cell]) => [name.replace(/:.*$/s, ""), cell])),
    vars: Object.fromEntries(cells.filter(isVariable)),
    assert: expected.map(([, cell]) => toAssertion(cell)),
    options: { prefix, suffix },
    ...(special.has("__description") ? { description: special.get("__description") } : {}),
    ...(Number(special.get("__threshold")) > 0
      ? { threshold: Number(special.get("__threshold")) }
      : {}),
  };
}

const EXPECTED = /^__expected\d*$/;
/** Read apart, and labels. */
const READ = /^__(?:prefix|suffix|description|threshold|metadata(?::.*)?)$/s;

const LISTS = /^(?:not-)?i?contains-(?:all|any)$/;
const TYPED = /^((?:not-)?[a-z][a-z:-]*[a-z])(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/;
const TYPES =
  /^(?:not-)?(?:i?contains(?:-all|-any)?|contains-(?:json|sql|xml|html)|is-(?:json|sql|xml|html|refusal|valid-[a-z-]+)|equals|regex|starts-with|latency|cost|similar(?::[a-z]+)?|llm-rubric|model-graded-[a-z]+|factuality|g-eval|classifier|moderation|webhook|rouge-n|bleu|gleu|meteor|levenshtein|perplexity(?:-score)?|javascript|python|ruby|answer-relevance|context-[a-z]+|pi|select-best|word-count|finish-reason|guardrails)$/;

/** "contains: Paris", "similar(0.8): Hello"; what names no type is what the output must equal. */
function toAssertion(text: string): object {
  if (/^(?:fn|eval):/.test(text)) return { type: "javascript" };
  if (text.startsWith("grade:")) return { type: "llm-rubric", value: text.slice(6) };
  if (/^file:\/\/.*\.py/.test(text)) return { type: "python" };
  if (/^file:\/\/.*\.[cm]?[jt]s/.test(text)) return { type: "javascript" };
  const [, type = "", threshold, value] = TYPED.exec(text) ?? [];
  if (!TYPES.test(type)) return { type: "equals", value: text };
  const own = (value ?? "").trim();
  return {
    type,
    ...(value === undefined ? {} : { value: LISTS.test(type) ? textsOfList(own) : own }),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}

/** "a, b" as its parts; commas inside of quotes are none. */
export const textsOfList = (text: string): string[] =>
  (parseCsv(text)[0] ?? []).map((part) => part.trim());
