import { CATEGORY } from "../../design/factor.ts";
import { EACH_CATEGORY, type Rule, type RuleJudge } from "../../rule/rule.ts";
import { type TestCase, toTestCase } from "../../testCase.ts";
import { lose, toOneLine } from "../foreignText.ts";
import { type Assertion, countsFor, readAssertion } from "./assertion.ts";
import { fillPrompt } from "./prompts.ts";
import { fault, type Reading } from "./reading.ts";
import { fillTemplate, isTemplate, type Values } from "./template.ts";
import type { Assert, Test } from "./tests.ts";

/** In this dimension a yes says that an assertion of the test does not hold: more is worse, as for the gate. */
export const UNMET = "assertion_unmet";
const MOST_CASES = 100_000;

/** Each test has a name of its own, on one line: rules find their cases by it. */
export function namesOf(tests: readonly Test[]): string[] {
  // A rule of this name would judge every category.
  const taken = new Set<string>([EACH_CATEGORY]);
  return tests.map(({ description }, at) => {
    const name = toOneLine(description ?? "", 100) || `test ${at + 1}`;
    let own = name;
    for (let again = 2; taken.has(own); again += 1) own = `${name} (${again})`;
    taken.add(own);
    return own;
  });
}

export type Written = { readonly cases: readonly TestCase[]; readonly rules: readonly RuleJudge[] };

/** Prompts × tests, each variable of several values taken one by one; null, with a fault, where that is too many. */
export function writeCases(
  prompts: readonly string[],
  tests: readonly Test[],
  names: readonly string[],
  reading: Reading,
): Written | null {
  let total = 0;
  for (const { vars, pointer } of tests) {
    const ways = Object.values(vars).reduce<number>(
      (product, value) => product * (Array.isArray(value) ? value.length : 1),
      1,
    );
    total += ways * prompts.length;
    if (total <= MOST_CASES) continue;
    fault(
      reading,
      `${pointer}/vars`,
      `comes to ${ways} ways to fill ${prompts.length} prompts, and the suite to over ${MOST_CASES} cases. Leave out values, or split the suite.`,
    );
    return null;
  }
  const made = tests.map((test, at) => writeTest(prompts, test, names[at] ?? "", reading));
  const cases = new Map(made.flatMap((own) => own.cases).map((held) => [held.id, held]));
  if (cases.size < total)
    lose(
      reading.losses,
      "Cases that are the same as another, and are asked once",
      total - cases.size,
    );
  return { cases: [...cases.values()], rules: made.flatMap((own) => own.rules) };
}

/** A test as its cases, one for each prompt and each way to fill it, and the rules that judge them. */
function writeTest(
  prompts: readonly string[],
  test: Test,
  name: string,
  reading: Reading,
): Written {
  const ways = spread(test.vars);
  const asserts = judgedBy(test, name, reading);
  // Assertions that speak of variables say something else in each way.
  const apart = ways.length > 1 && isTemplate(JSON.stringify(asserts));
  const categoryOf = (at: number): string => (apart ? `${name}, way ${at + 1}` : name);
  const gaps: Gaps = { missing: new Set(), left: new Set() };
  const cases = ways.flatMap((way, at) =>
    prompts.map((prompt) => toCase(prompt, { test, way, category: categoryOf(at) }, gaps, reading)),
  );
  const judges = (apart ? ways : ways.slice(0, 1)).map((way, at) =>
    toJudge(categoryOf(at), asserts, way),
  );
  const { missing, left } = gaps;
  const notes = new Set(judges.flatMap((own) => own.notes));
  if (missing.size > 0) notes.add(`nothing fills ${[...missing].join(", ")}.`);
  if (left.size > 0)
    notes.add(`${[...left].join(", ")} stands as it is; only variables are filled.`);
  for (const note of notes) sayOf(name, note, reading);
  const rules = judges.flatMap((own) => own.rules);
  if (rules.length === 0)
    lose(reading.losses, "Tests that no rule judges, whose cases stay unscored");
  return { cases, rules };
}

/** The same of several tests is said once. */
function sayOf(name: string, note: string, { ofTests }: Reading): void {
  ofTests.set(note, [...(ofTests.get(note) ?? []), name]);
}

/** A sentence for each, with the tests that it is said of. */
export const notesOfTests = ({ ofTests }: Reading): string[] =>
  [...ofTests].map(([note, names]) => {
    const others = names.length - MOST_NAMED;
    const named = names.slice(0, MOST_NAMED).join(", ");
    return `${named}${others > 0 ? ` and ${others} more` : ""}: ${note}`;
  });

const MOST_NAMED = 3;

type Gaps = { readonly missing: Set<string>; readonly left: Set<string> };
type Way = { readonly test: Test; readonly way: Values; readonly category: string };

function toCase(
  prompt: string,
  { test: { options }, way, category }: Way,
  { missing, left }: Gaps,
  reading: Reading,
): TestCase {
  const whole = `${options?.prefix ?? ""}${prompt}${options?.suffix ?? ""}`;
  const filled = fillPrompt(whole, way, reading);
  for (const gap of filled.missing) missing.add(gap);
  for (const gap of filled.left) left.add(toOneLine(gap, 60));
  return toTestCase(filled.held(category), { [CATEGORY]: category });
}

/** The assertions that decide; where a program changes answers first, or a share is enough, none does. */
function judgedBy(
  { assert, options, threshold }: Test,
  name: string,
  reading: Reading,
): readonly Assert[] {
  const all = assert ?? [];
  const deciding = all.filter(countsFor);
  const leaveOut = (why: string): readonly Assert[] => {
    if (deciding.length > 0) sayOf(name, `its assertions are left out: ${why}.`, reading);
    return [];
  };
  if (all.length > deciding.length)
    lose(
      reading.losses,
      "Assertions of weight 0, which measure and decide nothing",
      all.length - deciding.length,
    );
  if (options?.transform ?? options?.postprocess)
    return leaveOut("they look at what a program makes of the answer (options.transform)");
  const weighted = deciding.some(({ weight }) => typeof weight === "number" && weight !== 1);
  if (typeof threshold !== "number" || threshold >= 1 || deciding.length < 2) return deciding;
  return !weighted && threshold > 0 && threshold * deciding.length <= 1
    ? [{ type: "assert-set", assert: deciding, threshold }]
    : leaveOut(`a share of them is enough (threshold ${threshold})`);
}

/** Every way to take one value of each list. */
function spread(vars: Readonly<Record<string, unknown>>): Values[] {
  let ways: Map<string, unknown>[] = [new Map()];
  for (const [name, value] of Object.entries(vars)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    ways = ways.flatMap((way) => values.map((own) => new Map(way).set(name, own)));
  }
  return ways.map(fillOneAnother);
}

/** A variable may speak of others. */
const fillOneAnother = (way: ReadonlyMap<string, unknown>): Values =>
  new Map(
    [...way].map(([name, value]) => [
      name,
      typeof value === "string" && isTemplate(value) ? fillTemplate(value, way).text : value,
    ]),
  );

const COST = "what an answer costs is known once evaluation.yaml has prices.";

function toJudge(category: string, asserts: readonly Assert[], way: Values) {
  const notes: string[] = [];
  const broken: Rule[] = [];
  for (const assertion of asserts) {
    const read = readAssertion(fillValues(assertion, way) as Assertion);
    if (read.ok) {
      broken.push({ rule: "not", of: read.rule });
      if (JSON.stringify(read.rule).includes('"rule":"cost"')) notes.push(COST);
    } else
      notes.push(
        `the assertion ${toOneLine(assertion.type, 60)} is left out: ${toOneLine(read.why)}.`,
      );
  }
  const judge: RuleJudge = {
    dimension: UNMET,
    category,
    only_where_probed: true,
    says: "an assertion of the test does not hold",
    yes_if: { rule: "any", of: broken },
  };
  return { rules: broken.length === 0 ? [] : [judge], notes };
}

/** Texts of an assertion with their variables filled. */
function fillValues(value: unknown, way: Values): unknown {
  if (typeof value === "string") return isTemplate(value) ? fillTemplate(value, way).text : value;
  if (Array.isArray(value)) return value.map((own: unknown) => fillValues(own, way));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, fillValues(own, way)]));
}
