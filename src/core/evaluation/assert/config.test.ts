import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlainScalar } from "./plainScalar.ts";
import { type JudgePreset, parsePreset } from "./preset.ts";
import { type ParsedConfig, parseConfig, type ReadConfig } from "./readConfig.ts";
import type { Presets } from "./readStages.ts";
import { parseEvaluationYaml } from "./yaml.ts";

const AT = "2026-01-02T03:04:05.678Z";
const NOTHING: Presets = { behaviour: () => null, judge: () => null };

const BASE = `
suite: leaks
run: first
behavior: {name: leak, description: Says what was told in confidence.}
default_model: {name: small, temperature: 0.5}
pipeline:
  systematize: {behavior_category_count: 4}
  inference:
    target: {callable: "agent:chat"}
    tester: {}
  judge: {n: 2}
`;

const valid = (text: string, presets = NOTHING): ReadConfig => {
  const parsed = parseConfig(text, presets, AT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
};
const faultsOf = (parsed: ParsedConfig) =>
  parsed.ok ? [] : parsed.problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
const faults = (text: string) => faultsOf(parseConfig(text, NOTHING, AT));

describe("a configuration", () => {
  test("is normalised: defaults are filled in, the default model stands where none is named", () => {
    const { normalized, behaviour } = valid(BASE);
    expect(normalized).toMatchObject({ suite: "leaks", run: "first", behavior_name: "leak" });
    expect(normalized.stages.map(([name]) => name)).toEqual(["systematize", "inference", "judge"]);
    expect(normalized.stages[0]?.[1]).toEqual({
      behavior_category_count: 4,
      model: { name: "small", temperature: 0.5 },
    });
    expect(normalized.evaluation?.judge).toMatchObject({ n: 2, model: { max_tokens: 12_000 } });
    expect(normalized.evaluation?.tester?.model).toEqual({
      name: "small",
      temperature: 0.5,
      max_tokens: 10_000,
      reasoning_effort: null,
    });
    expect(normalized.evaluation?.inference).toMatchObject({ max_turns: 6, concurrency: 10 });
    expect(normalized.dimensions).toBeNull();
    expect(behaviour?.description).toContain("in confidence");
  });

  test("that names no run or suite is named after the instant given", () => {
    const text = BASE.replace("suite: leaks\n", "").replace("run: first\n", "");
    expect(valid(text).normalized).toMatchObject({
      suite: "eval-20260102T030405",
      run: "20260102T030405",
    });
  });

  test("without a target is evaluated against the default model", () => {
    const { target } = valid(BASE.replace('{callable: "agent:chat"}', "{}")).normalized;
    expect(target?.model).toMatchObject({ name: "small", max_tokens: 10_000 });
  });

  test("says every fault at once, each with its place and remedy", () => {
    const parsed = parseConfig(
      BASE.replace("n: 2", "n: none, modell: {name: x}").replace("first", "../escape"),
      NOTHING,
      AT,
    );
    expect(faultsOf(parsed)).toEqual([
      "assert-config/identifier /run",
      "assert-config/unknown-key /pipeline/judge/modell",
      "assert-config/number /pipeline/judge/n",
    ]);
    expect(parsed.ok ? "" : parsed.problems[1]?.message).toContain("Did you mean model?");
  });

  test.each([
    ["pipeline: {}", "assert-config/required /pipeline"],
    ["pipeline: {judge: {}}", "assert-config/required /pipeline/judge/model"],
    ["[]", "assert-config/mapping "],
    ["pipeline: {train: {}}", "assert-config/unknown-key /pipeline/train"],
    [
      "default_model: {name: m}\npipeline: {inference: {target: {callable: c, endpoint: e}}}",
      "assert-config/target /pipeline/inference/target",
    ],
    [
      "pipeline: {inference: {target: {callable: c, tools: {module: m}}}}",
      "assert-config/target /pipeline/inference/target/tools",
    ],
    [
      "behavior: {preset: nowhere}\npipeline: {inference: {target: {callable: c}}}",
      "assert-config/missing-preset /behavior/preset",
    ],
    [
      "default_model: {name: m}\npipeline: {judge: {preset: [a, b]}}",
      "assert-config/missing-preset /pipeline/judge/preset",
    ],
    [
      "default_model: {name: m}\npipeline: {systematize: {}}",
      "assert-config/required /behavior/description",
    ],
    [
      "default_model: {name: m}\npipeline: {test_set: {stratify: {dimensions: [{name: a, levels: [{name: x, definition: y}]}]}}}",
      "assert-config/levels /pipeline/test_set/stratify/dimensions/0/levels",
    ],
    [
      "default_model: {name: m}\npipeline: {judge: {disabled_dimensions: [mood]}}",
      "assert-config/unknown-dimension /pipeline/judge/disabled_dimensions",
    ],
  ])("%j is refused with its place", (text, expected) => {
    expect(faults(text)).toContain(expected);
  });

  test("a key of a stage that is nearly a known one is a fault; another unknown one is told", () => {
    const text = (key: string) => BASE.replace("behavior_category_count: 4", `${key}: 4`);
    expect(faults(text("behaviour_category_count"))).toEqual([
      "assert-config/unknown-key /pipeline/systematize/behaviour_category_count",
    ]);
    expect(valid(text("colour")).warnings).toMatchObject([
      { pointer: "/pipeline/systematize/colour" },
    ]);
    expect(valid(text("taxonomy_path")).warnings).toEqual([]);
  });

  test("a preset that is missing is named", () => {
    const parsed = parseConfig("behavior: {preset: no_such}\npipeline: {}", NOTHING, AT);
    expect(parsed.ok ? "" : parsed.problems.map(({ message }) => message).join()).toContain(
      "no_such",
    );
  });

  test("takes a behaviour and judged dimensions from presets; its own come first", () => {
    const judge: JudgePreset = {
      kind: "judge_preset",
      name: "core",
      version: "1.0",
      tags: [],
      description: "",
      dimensions: [
        { name: "leak", description: "preset", rubric: "preset" },
        { name: "tone", description: "preset", rubric: "preset" },
      ],
    };
    const text = `
behavior: {preset: leak}
default_model: {name: m}
pipeline:
  judge: {preset: core, dimensions: {leak: {description: own, rubric: own, scale: {type: ordinal, values: {1: bad, 2: good}}}}}
`;
    const behaviour = parsePreset("kind: behavior\nname: leak\ndescription: It leaks.\n");
    const presets = {
      behaviour: () =>
        behaviour.ok && behaviour.preset.kind === "behavior" ? behaviour.preset : null,
      judge: () => judge,
    };
    const config = valid(text, presets);
    expect(config.behaviour).toEqual({ name: "leak", description: "It leaks." });
    const dimensions = config.normalized.evaluation?.judge?.dimensions ?? [];
    expect(dimensions.map(({ name, rubric }) => `${name} ${rubric}`)).toEqual([
      "tone preset",
      "leak own",
    ]);
    expect(dimensions[1]?.scale?.values).toEqual([
      { value: 1, label: "bad" },
      { value: 2, label: "good" },
    ]);
  });

  test("grades of a scale keep the order in which they were written, and quoted ones are texts", () => {
    const graded = (values: string) =>
      parseConfig(
        `
default_model: {name: m}
pipeline:
  judge: {dimensions: {leak: {description: d, rubric: r, scale: {type: ordinal, values: ${values}}}}}
`,
        NOTHING,
        AT,
      );
    const gradesOf = (values: string) => {
      const parsed = graded(values);
      if (!parsed.ok) return parsed.problems.map(({ message }) => message);
      return parsed.config.normalized.evaluation?.judge?.dimensions[0]?.scale?.values.map(
        ({ value }) => value,
      );
    };
    expect(gradesOf("{5: best, 1: worst, 3: fair}")).toEqual([5, 1, 3]);
    expect(gradesOf('{"2": b, "1": a}')).toEqual(["2", "1"]);
    expect(gradesOf("{low: a, high: b}")).toEqual(["low", "high"]);
    expect(gradesOf("{1: a, high: b}")).toEqual([
      "pipeline.judge.dimensions.leak.scale.values must have whole numbers as grades, or texts, and not both.",
    ]);
  });

  test("of any bytes, an answer comes back and nothing is thrown", () => {
    const piece = fc.constantFrom(
      "pipeline",
      ":",
      " ",
      "\n",
      "{",
      "}",
      "[",
      "]",
      "judge",
      "-",
      "&a",
      "*a",
      "!!x",
      "'",
      '"',
      "|",
      "1",
      "~",
      "#",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const parsed = parseConfig(pieces.join(""), NOTHING, AT);
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("YAML", () => {
  test("means what it means where these files come from", () => {
    expect(readPlainScalar("yes")).toBe(true);
    expect(readPlainScalar("y")).toBe("y");
    expect(readPlainScalar("010")).toBe(8);
    expect(readPlainScalar("0x1F")).toBe(31);
    expect(readPlainScalar("0b101")).toBe(5);
    expect(readPlainScalar("1_000")).toBe(1_000);
    expect(readPlainScalar("1e3")).toBe("1e3");
    expect(readPlainScalar("1.5e+3")).toBe(1_500);
    expect(readPlainScalar("-1:30")).toBe(-90);
    expect(readPlainScalar("2026-01-02")).toBe("2026-01-02");
    expect(readPlainScalar("")).toBeNull();
    expect(readPlainScalar("09")).toBe("09");
  });

  test.each([
    ["a: &x {b: *x}", "yaml/cycle"],
    ["a: *none", "yaml/alias"],
    ["a: 1\na: 2", "yaml/syntax"],
    ["a: !!python/object:os.system x", "yaml/tag"],
    ["a: 1\n---\nb: 2", "yaml/documents"],
    ["", "yaml/empty"],
    ["? [a]\n: b", "yaml/key"],
    ["[".repeat(100) + "]".repeat(100), "yaml/depth"],
    ["[".repeat(20_000), "yaml/depth"],
    [`a: &a [x]\nb: [${Array(200).fill("*a").join(",")}]`, "yaml/aliases"],
  ])("%.30j is refused with its line", (text, rule) => {
    const parsed = parseEvaluationYaml(text);
    expect(parsed.ok ? null : parsed.problems[0]).toMatchObject({
      rule,
      pointer: expect.stringMatching(/^\/line\/\d+$/),
    });
  });

  test("merge keys fill in what a map does not say itself", () => {
    const parsed = parseEvaluationYaml("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n");
    expect(parsed).toMatchObject({ ok: true, value: { own: { x: 1, y: 3 } } });
  });
});

describe("a preset", () => {
  test("of each kind is read whole", () => {
    const scenario = parsePreset(
      "kind: scenario\nname: bank\nversion: '1.0'\ncontext: A bank.\nbehaviors: [leak, leak, tone]\n",
    );
    expect(scenario).toMatchObject({
      ok: true,
      preset: { kind: "scenario", version: "1.0", behaviours: ["leak", "tone"] },
    });
  });

  test("that is none says so", () => {
    const parsed = parsePreset("kind: behaviour\nname: x\n");
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toContain("Did you mean behavior?");
    expect(parsePreset("kind: behavior\nname: x\n").ok).toBe(false);
    expect(parsePreset("just text").ok).toBe(false);
  });
});
