import { toPointer } from "../../../jsonPointer.ts";
import type { Problem } from "../../../problem.ts";
import { isFields } from "../../assert/reading.ts";
import type { RuleJudge } from "../../rule/rule.ts";
import type { TestCase } from "../../testCase.ts";
import { toLossNotes, toOneLine } from "../foreignText.ts";
import { readPrompts } from "./prompts.ts";
import {
  beginReading,
  fault,
  findFiles,
  loseKeys,
  parseFile,
  type Reading,
  resolveReferences,
  type SuiteFiles,
} from "./reading.ts";
import { namesOf, notesOfTests, UNMET, writeCases } from "./suiteTest.ts";
import { toTarget } from "./target.ts";
import { readTest, readTests, type Test } from "./tests.ts";

export { UNMET };

/** Cases, and the rules by which each test judges its own. */
export type PromptfooSuite = {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly rules: readonly RuleJudge[];
  readonly target: Readonly<Record<string, unknown>>;
  readonly repetitions: number;
  /** What was read and has no place here, a sentence each. */
  readonly notes: readonly string[];
};

export type ReadPromptfoo =
  | { readonly ok: true; readonly suite: PromptfooSuite }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      readonly wanted: readonly string[];
    };

const KNOWN = [
  "description",
  "prompts",
  "providers",
  "targets",
  "tests",
  "scenarios",
  "defaultTest",
  "evaluateOptions",
  "assertionTemplates",
  "$schema",
  "redteam",
];

/** A suite as JSON or YAML gives it; `path` says which of them. Files that it names are asked for by `wanted`, until `files` has them all. */
export function readPromptfoo(
  text: string,
  files: SuiteFiles = new Map(),
  path = "promptfooconfig.yaml",
): ReadPromptfoo {
  const reading = beginReading(files);
  const refused = (): ReadPromptfoo => ({
    ok: false,
    problems: reading.problems,
    wanted: [...reading.wanted],
  });
  const parsed = parseFile({ path, text }, "", reading);
  const config = reading.problems.length > 0 ? null : resolveReferences(parsed, parsed, reading);
  if (!isFields(config)) {
    if (reading.problems.length === 0)
      fault(reading, "", "holds no mapping with prompts and tests.");
    return refused();
  }
  if (isFields(config.redteam) && config.tests === undefined && config.scenarios === undefined) {
    fault(
      reading,
      "/redteam",
      "says how promptfoo is to make tests, and holds none. Run `promptfoo redteam generate`, and give the redteam.yaml that it writes.",
    );
    return refused();
  }
  const suite = readSuite(config, reading);
  return suite === null || reading.wanted.size > 0 ? refused() : { ok: true, suite };
}

function readSuite(
  config: Readonly<Record<string, unknown>>,
  reading: Reading,
): PromptfooSuite | null {
  loseKeys(config, KNOWN, "of the suite", reading);
  if (config.prompts === undefined) fault(reading, "/prompts", "is not there. Name the prompts.");
  const prompts = config.prompts === undefined ? [] : readPrompts(config.prompts, reading);
  const tests = readAllTests(config, reading);
  if (reading.problems.length > 0 || reading.wanted.size > 0) return null;
  if (prompts.length === 0 || tests.length === 0) {
    const what = prompts.length === 0 ? "/prompts" : "/tests";
    fault(reading, what, ["leaves nothing to take over.", ...reading.notes].join(" "));
    return null;
  }
  const made = writeCases(prompts, tests, namesOf(tests), reading);
  if (made === null) return null;
  const { target, note } = toTarget(config.providers ?? config.targets);
  const { description } = config;
  return {
    name: (typeof description === "string" && toOneLine(description)) || "promptfoo",
    ...made,
    target,
    repetitions: repeatOf(config, reading),
    notes: [
      ...(note === null ? [] : [note]),
      ...reading.notes,
      ...notesOfTests(reading),
      ...toLossNotes(reading.losses),
    ],
  };
}

/** Tests, and those of scenarios, each with what stands for all; one bare test where neither is there. */
function readAllTests(
  { tests, scenarios, defaultTest }: Readonly<Record<string, unknown>>,
  reading: Reading,
): Test[] {
  const defaults = readDefault(defaultTest, reading);
  const own = tests === undefined ? [] : readTests(tests, "/tests", reading);
  const scenes = readScenarios(scenarios, reading);
  const isBare = tests === undefined && scenarios === undefined;
  return (isBare ? [BARE] : [...own, ...scenes]).map((test) => merge(defaults, test));
}

const BARE: Test = { vars: {}, pointer: "/tests/0" };

function readDefault(value: unknown, reading: Reading): Test {
  if (typeof value !== "string") return readTest(value, "/defaultTest", reading)[0] ?? BARE;
  const [file] = findFiles(value, "/defaultTest", reading);
  if (file === undefined) return BARE;
  const held = parseFile(file, "/defaultTest", reading);
  return readTest(held, "/defaultTest", reading)[0] ?? BARE;
}

/** Each scenario's data crossed with its tests. */
function readScenarios(scenarios: unknown, reading: Reading): Test[] {
  const list: unknown[] = scenarios === undefined || scenarios === null ? [] : [scenarios].flat();
  return list.flatMap((scenario, at) => {
    const pointer = toPointer(["scenarios", at]);
    if (typeof scenario === "string")
      return findFiles(scenario, pointer, reading).flatMap((file) =>
        [parseFile(file, pointer, reading)].flat().flatMap((own) => crossed(own, pointer, reading)),
      );
    return crossed(scenario, pointer, reading);
  });
}

function crossed(scenario: unknown, pointer: string, reading: Reading): Test[] {
  if (!isFields(scenario)) {
    fault(reading, pointer, "must be a mapping with config and tests.");
    return [];
  }
  const data = readTests(scenario.config ?? [{}], `${pointer}/config`, reading);
  const tests = readTests(scenario.tests ?? [{}], `${pointer}/tests`, reading);
  return data.flatMap((own) => tests.map((test) => merge(own, test)));
}

/** What a test says comes before what stands for all; assertions add up. */
const merge = (all: Test, own: Test): Test => ({
  ...all,
  ...own,
  description: own.description ?? all.description ?? null,
  vars: { ...all.vars, ...own.vars },
  assert: [...(all.assert ?? []), ...(own.assert ?? [])],
  options: { ...all.options, ...own.options },
  threshold: own.threshold ?? all.threshold ?? null,
});

function repeatOf(
  { evaluateOptions }: Readonly<Record<string, unknown>>,
  reading: Reading,
): number {
  if (!isFields(evaluateOptions)) return 1;
  loseKeys(evaluateOptions, ["repeat"], "of evaluateOptions", reading);
  const { repeat } = evaluateOptions;
  return typeof repeat === "number" && Number.isInteger(repeat) && repeat > 0 ? repeat : 1;
}
