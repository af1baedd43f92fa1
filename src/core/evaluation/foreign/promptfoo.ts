import { z } from "zod";
import { toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";
import { parseEvaluationYaml } from "../assert/yaml.ts";
import { CATEGORY } from "../design/factor.ts";
import type { Rule, RuleJudge } from "../rule/rule.ts";
import { type TestCase, toTestCase } from "../testCase.ts";
import { readAssertion } from "./promptfooRule.ts";

const Assert = z.looseObject({
  type: z.string(),
  value: z.unknown().optional(),
  threshold: z.unknown().optional(),
});
const Vars = z.record(z.string(), z.unknown());
const Test = z.looseObject({
  description: z.string().optional(),
  vars: Vars.optional(),
  assert: z.array(Assert).optional(),
});
const Prompt = z.union([
  z.string(),
  z.looseObject({ raw: z.string(), label: z.string().optional() }),
]);

/** promptfooconfig.yaml (promptfoo.dev/docs/configuration/reference): only what is used here is named. */
const Config = z.looseObject({
  description: z.string().optional(),
  prompts: z.union([z.string(), z.array(Prompt)]),
  providers: z.unknown().optional(),
  defaultTest: Test.omit({ description: true }).optional(),
  tests: z.array(Test).default([{}]),
});

/** Cases, and the rules by which each test judges its own. */
export type PromptfooSuite = {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly rules: readonly RuleJudge[];
  /** What was read and has no place here, a sentence each. */
  readonly notes: readonly string[];
};

export type ReadPromptfoo =
  | { readonly ok: true; readonly suite: PromptfooSuite }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** In this dimension a yes says that an assertion of the test does not hold: more is worse, as for the gate. */
export const UNMET = "assertion_unmet";
const MOST_CASES = 100_000;

const fault = (pointer: string, message: string): Problem => ({
  rule: "promptfoo/shape",
  pointer,
  message: `${pointer || "The file"}: ${message}`,
});

/** Prompts × tests, each variable of several values taken one by one. */
export function readPromptfoo(text: string): ReadPromptfoo {
  const parsed = parseEvaluationYaml(text);
  if (!parsed.ok) return parsed;
  const read = Config.safeParse(parsed.value);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) =>
      fault(toPointer(path.map(String)), `${message}.`),
    );
    return { ok: false, problems };
  }
  const { prompts, tests } = read.data;
  const problems = [prompts]
    .flat()
    .flatMap((prompt, at) =>
      /^file:/.test(rawOf(prompt))
        ? [fault(`/prompts/${at}`, "names a file. Put its text here.")]
        : [],
    );
  const names = namesOf(tests);
  const made = tests.map((test, at) => readTest(read.data, test, names[at] ?? `test ${at + 1}`));
  const cases = made.flatMap((one) => one.cases);
  if (cases.length > MOST_CASES)
    problems.push(fault("/tests", `come to over ${MOST_CASES} cases.`));
  if (problems.length > 0) return { ok: false, problems };
  const notes = [
    ...(read.data.providers === undefined
      ? []
      : ["providers: name the target in evaluation.yaml."]),
    ...made.flatMap((one) => one.notes),
  ];
  const rules = made.flatMap(({ judge }) => judge ?? []);
  return { ok: true, suite: { name: read.data.description ?? "promptfoo", cases, rules, notes } };
}

/** A test as its cases, one for each prompt and each way to fill it, and the rule that judges them. */
function readTest(
  { prompts, defaultTest }: z.infer<typeof Config>,
  test: z.infer<typeof Test>,
  name: string,
) {
  const judged = toJudge(name, [...(defaultTest?.assert ?? []), ...(test.assert ?? [])]);
  const filled = spread({ ...defaultTest?.vars, ...test.vars }).flatMap((vars) =>
    [prompts].flat().map((prompt) => fillPrompt(rawOf(prompt), vars)),
  );
  const missing = [...new Set(filled.flatMap((one) => one.missing))];
  return {
    cases: filled.map(({ held }) => toTestCase(held(name), { [CATEGORY]: name })),
    judge: judged.judge,
    notes: [
      ...judged.notes,
      ...(missing.length > 0 ? [`${name}: nothing fills ${missing.join(", ")}.`] : []),
    ],
  };
}

const rawOf = (prompt: z.infer<typeof Prompt>): string =>
  typeof prompt === "string" ? prompt : prompt.raw;

/** Each test has a name of its own: rules find their cases by it. */
function namesOf(tests: readonly { readonly description?: string | undefined }[]): string[] {
  const seen = new Map<string, number>();
  return tests.map(({ description }, at) => {
    const name = description ?? `test ${at + 1}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** Every way to take one value of each list. */
function spread(vars: Readonly<Record<string, unknown>>): Record<string, string>[] {
  let ways: Record<string, string>[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    const values = (Array.isArray(value) ? value : [value]).map((one: unknown) =>
      typeof one === "string" ? one : JSON.stringify(one),
    );
    if (ways.length * values.length > MOST_CASES) return ways;
    ways = ways.flatMap((way) => values.map((one) => ({ ...way, [name]: one })));
  }
  return ways;
}

const Chat = z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1);

/** A prompt is a text, or a conversation as JSON. Filters and loops of its templates are not carried out. */
function fillPrompt(raw: string, vars: Readonly<Record<string, string>>) {
  const missing: string[] = [];
  const fill = (text: string): string =>
    text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (gap, name: string) => {
      const value = vars[name];
      if (value === undefined) missing.push(name);
      return value ?? gap;
    });
  const chat = readChat(raw);
  const system = chat?.find(({ role }) => role === "system")?.content;
  const said = (chat ?? [{ role: "user", content: raw }])
    .filter(({ role }) => role === "user")
    .map(({ content }) => fill(content));
  const filled = system === undefined ? null : fill(system);
  const held = (title: string) =>
    said.length < 2
      ? ({ kind: "prompt", content: { title, system: filled, message: said[0] ?? "" } } as const)
      : ({
          kind: "scenario",
          content: { title, system: filled, goal: title, script: said, mostTurns: said.length },
        } as const);
  return { held, missing };
}

function readChat(raw: string): z.infer<typeof Chat> | null {
  if (!raw.trimStart().startsWith("[")) return null;
  try {
    const read = Chat.safeParse(JSON.parse(raw));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function toJudge(name: string, asserts: readonly z.infer<typeof Assert>[]) {
  const notes: string[] = [];
  const broken: Rule[] = [];
  for (const assertion of asserts) {
    const read = readAssertion(assertion);
    if (read.ok) broken.push({ rule: "not", of: read.rule });
    else notes.push(`${name}: the assertion ${assertion.type} is left out: ${read.why}.`);
  }
  const judge: RuleJudge | null =
    broken.length === 0
      ? null
      : {
          dimension: UNMET,
          category: name,
          says: "an assertion of the test does not hold",
          yes_if: { rule: "any", of: broken },
        };
  return { judge, notes };
}
