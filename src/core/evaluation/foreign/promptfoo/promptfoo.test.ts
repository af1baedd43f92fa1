import { describe, expect, test } from "vitest";
import { readPromptfoo, UNMET } from "./promptfoo.ts";
import type { SuiteFile } from "./reading.ts";

describe("a suite of promptfoo", () => {
  const suite = `
description: Travel
prompts:
  - "Translate {{ text }} to {{language}}"
  - '[{"role":"system","content":"Be brief."},{"role":"user","content":"{{text}}"}]'
providers: [openai:gpt-5]
defaultTest:
  assert: [{ type: not-contains, value: as an AI }]
tests:
  - description: greeting
    vars: { text: [hello, good day], language: French }
    assert: [{ type: icontains, value: bonjour }, { type: llm-rubric, value: polite }]
  - vars: { text: hi }
`;
  const read = readPromptfoo(suite);

  test("becomes cases, prompts times tests times values, and a rule for each test", () => {
    expect(read.ok && [read.suite.cases.length, read.suite.rules.length]).toEqual([6, 2]);
    expect(read.ok && read.suite.cases[1]?.content).toMatchObject({
      system: "Be brief.",
      message: "hello",
    });
    expect(read.ok && read.suite.rules[0]).toMatchObject({
      dimension: UNMET,
      category: "greeting",
      yes_if: {
        rule: "any",
        of: [
          { rule: "not", of: { rule: "not", of: { text: "as an AI" } } },
          { rule: "not", of: { text: "bonjour", ignore_case: true } },
        ],
      },
    });
  });

  test("says what it left out", () => {
    expect(read.ok && read.suite.notes).toEqual([
      "providers: openai:gpt-5 is the target.",
      "greeting: the assertion llm-rubric is left out: a model decides it. Add a judge with a model, whose dimension says what it asks.",
      "test 2: nothing fills language.",
    ]);
  });

  test.each([
    ["tests: []", "/prompts"],
    ["a: &a [*a]", ""],
  ])("%s is refused", (text, pointer) => {
    const refused = readPromptfoo(text);
    expect(refused.ok).toBe(false);
    if (!refused.ok && pointer) expect(refused.problems[0]?.pointer).toBe(pointer);
  });
});

const files = (texts: Readonly<Record<string, string>>) =>
  new Map<string, readonly SuiteFile[]>(
    Object.entries(texts).map(([path, text]) => [path, [{ path, text }]]),
  );
const suiteOf = (text: string, texts: Readonly<Record<string, string>> = {}, path?: string) => {
  const read = readPromptfoo(text, files(texts), path);
  if (!read.ok)
    throw new Error([...read.wanted, ...read.problems.map((own) => own.message)].join("\n"));
  return read.suite;
};
const faultsOf = (text: string, texts: Readonly<Record<string, string>> = {}) => {
  const read = readPromptfoo(text, files(texts));
  return read.ok ? [] : read.problems.map(({ message }) => message);
};
const messages = (text: string, texts?: Readonly<Record<string, string>>) =>
  suiteOf(text, texts).cases.map(({ content }) =>
    "message" in content ? content.message : content.script,
  );
const rulesOf = (assert: string) =>
  suiteOf(`prompts: [p]\ntests: [{ assert: ${assert} }]`).rules.map(({ yes_if }) => yes_if);
const notesOf = (assert: string) => suiteOf(`prompts: [p]\ntests: [{ assert: ${assert} }]`).notes;

describe("files of a suite", () => {
  test("are asked for, each by its name", () => {
    expect(readPromptfoo("prompts: [file://p.txt, q.json]\ntests: tests/*.csv")).toMatchObject({
      ok: false,
      wanted: ["p.txt", "q.json", "tests/*.csv"],
    });
  });

  test("of prompts hold several, a conversation, or lines", () => {
    expect(
      messages("prompts: [a.txt, file://b.json, c.yaml, d.csv]", {
        "a.txt": "One {{x}}\n---\nTwo\n",
        "b.json":
          '[{"role":"user","content":"Three"},{"role":"assistant","content":"Hm"},{"role":"user","content":"Four"}]',
        "c.yaml": "- role: user\n  content: Five\n",
        "d.csv": 'label,prompt\nx,"Six, ""really"""\n',
      }),
    ).toEqual(["One {{x}}", "Two", ["Three", "Four"], "Five", 'Six, "really"']);
  });

  test("of tests are tables, lists and lines; a column __expected is an assertion", () => {
    const { cases, rules, notes } = suiteOf(
      "prompts: ['{{q}}']\ntests: [t.csv, t.json, t.jsonl, t.yaml]",
      {
        "t.csv":
          '\ufeffq,__expected,__description,__metadata:kind\nCapital?,"contains-any: Paris, Lyon",france,x\nTwo?,4,,\n',
        "t.json": '[{"vars":{"q":"j"},"assert":[{"type":"equals","value":{"a":1}}]}]',
        "t.jsonl": '{"vars":{"q":"l"}}\n',
        "t.yaml": "- vars: { q: no }\n",
      },
    );
    expect(cases.map(({ content }) => "message" in content && content.message)).toEqual([
      "Capital?",
      "Two?",
      "j",
      "l",
      "no",
    ]);
    expect(rules.map(({ category, yes_if }) => [category, yes_if])).toMatchObject([
      ["france", { of: [{ of: { rule: "any", of: [{ text: "Paris" }, { text: "Lyon" }] } }] }],
      ["test 2", { of: [{ of: { rule: "equals", text: "4" } }] }],
      ["test 3", { of: [{ of: { rule: "json_schema", schema: { const: { a: 1 } } } }] }],
    ]);
    expect(notes).toEqual(["Tests that no rule judges, whose cases stay unscored: 2."]);
  });

  test("that are programs are told; where nothing is left the suite is refused", () => {
    expect(
      suiteOf("prompts: [a, file://p.py:make]\ntests: [{ vars: {} }, file://t.js]").notes,
    ).toEqual([
      "/prompts/1 is a program that makes prompts (p.py:make); programs are not run. Write the prompt out to have it.",
      "/tests/1: t.js is a program that makes tests; programs are not run. Its tests are missing here.",
      "Tests that no rule judges, whose cases stay unscored: 1.",
    ]);
    expect(faultsOf("prompts: file://p.js")[0]).toMatch(/^\/prompts: leaves nothing.*p\.js/);
    expect(faultsOf("prompts: [p]\ntests: https://docs.example/sheet")[0]).toContain(
      "lie elsewhere",
    );
    expect(faultsOf("prompts: [p]\nredteam: { purpose: x }")[0]).toContain("redteam generate");
  });
});

describe("variables", () => {
  test("are filled, with plain filters, members, one another and files; what is more is told", () => {
    const suite = suiteOf(
      "prompts: ['{{a | upper}} {{ b.c }} {{ d }} {{ env.KEY }} {% if a %}x{% endif %}{# note #}']\ntests: [{ vars: { a: x, b: { c: 1 }, d: '{{a}}!', f: file://f.txt } }]",
      { "f.txt": "text" },
    );
    expect(suite.cases[0]?.content).toMatchObject({
      message: "X 1 x! {{ env.KEY }} {% if a %}x{% endif %}",
    });
    expect(suite.notes.slice(0, 2)).toEqual([
      "test 1: nothing fills env.KEY.",
      "test 1: {% if a %}, {% endif %} stands as it is; only variables are filled.",
    ]);
  });

  test("in an assertion make each way to fill a test a category of its own", () => {
    const { cases, rules } = suiteOf(
      "prompts: ['Say {{w}}']\ndefaultTest: { assert: [{ type: contains, value: '{{w}}' }] }\ntests: [{ vars: { w: [a, b] } }]",
    );
    expect(cases.map(({ stratum }) => stratum)).toEqual([
      { category: "test 1, way 1" },
      { category: "test 1, way 2" },
    ]);
    expect(
      rules.map(({ category, yes_if }) => [
        category,
        JSON.stringify(yes_if).includes('"text":"b"'),
      ]),
    ).toEqual([
      ["test 1, way 1", false],
      ["test 1, way 2", true],
    ]);
  });

  test("that come to too many ways are refused with their place, and quickly", () => {
    const vars = Array.from({ length: 12 }, (_, i) => `v${i}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]`).join(
      ", ",
    );
    expect(faultsOf(`prompts: [p]\ntests: [{ vars: { a: x } }, { vars: { ${vars} } }]`)).toEqual([
      expect.stringMatching(/^\/tests\/1\/vars: comes to 1000000000000 ways/),
    ]);
  });
});

describe("assertions", () => {
  test("say the same as rules", () => {
    expect(
      rulesOf(
        "[{ type: equals, value: ' x ' }, { type: is-json }, { type: contains-json, value: { $schema: 'http://json-schema.org/draft-07/schema#', type: object } }, { type: contains, value: 42 }]",
      ),
    ).toMatchObject([
      {
        rule: "any",
        of: [
          { of: { rule: "equals", text: " x " } },
          { of: { rule: "json_schema", place: "whole" } },
          { of: { rule: "json_schema", place: "anywhere", schema: { type: "object" } } },
          { of: { rule: "contains", text: "42" } },
        ],
      },
    ]);
  });

  test("of a set hold together, or one of them where a share of one is enough", () => {
    const set = (threshold: string) =>
      rulesOf(
        `[{ type: assert-set, ${threshold} assert: [{ type: contains, value: a }, { type: not-contains, value: b }] }]`,
      );
    expect(set("")).toMatchObject([
      { of: [{ of: { rule: "all", of: [{ text: "a" }, { rule: "not" }] } }] },
    ]);
    expect(set("threshold: 0.5,")).toMatchObject([{ of: [{ of: { rule: "any" } }] }]);
    expect(set("threshold: 0.7,")).toEqual([]);
  });

  test.each([
    [
      "[{ type: contains }]",
      "test 1: the assertion contains is left out: it has no value to look for.",
    ],
    [
      "[{ type: javascript, value: output.length < 9 }]",
      "test 1: the assertion javascript is left out: it is a program, and programs are not run. Say the same as a rule.",
    ],
    [
      "[{ type: is-json, value: file://s.json }]",
      "test 1: the assertion is-json is left out: its schema is a file, a program or no mapping. Write the schema out.",
    ],
    [
      "[{ type: contains, value: a, transform: output.trim() }]",
      "test 1: the assertion contains is left out: it looks at what a program makes of the answer (transform).",
    ],
    [
      "[{ type: cost, threshold: -1 }]",
      "test 1: the assertion cost is left out: its value or threshold is none that a rule may have.",
    ],
    [
      "[{ type: cost, threshold: 1, weight: 0 }]",
      "Assertions of weight 0, which measure and decide nothing: 1.",
    ],
  ])("%s are left out with a note", (assert, note) => {
    expect(notesOf(assert)).toContain(note);
  });

  test("that only have to hold in part are left out, and so are those of answers that a program changes", () => {
    const notes = (more: string) =>
      suiteOf(
        `prompts: [p]\ntests: [{ ${more}, assert: [{ type: contains, value: a }, { type: contains, value: b }] }]`,
      ).notes;
    expect(notes("threshold: 0.8")[0]).toContain("a share of them is enough (threshold 0.8)");
    expect(notes("options: { transform: output.x }")[0]).toContain("options.transform");
  });

  test("by $ref stand where they are named; a reference into itself is refused", () => {
    expect(
      suiteOf(
        "prompts: [p]\nassertionTemplates: { a: { type: contains, value: x } }\ntests: [{ assert: [{ $ref: '#/assertionTemplates/a' }] }]",
      ).rules,
    ).toMatchObject([{ yes_if: { of: [{ of: { text: "x" } }] } }]);
    expect(faultsOf("prompts: [p]\na: { $ref: '#/a' }")[0]).toContain("leads into itself");
    expect(faultsOf("prompts: [p]\na: { $ref: 'other.yaml#/a' }")[0]).toContain("other.yaml#/a");
  });
});

test("Scenarios cross their data with their tests, and keys without a place here are told", () => {
  const suite = suiteOf(
    "prompts: ['{{a}}{{b}}']\nextensions: [x]\nevaluateOptions: { repeat: 3, delay: 1 }\nscenarios: [{ config: [{ vars: { a: 1 } }, { vars: { a: 2 } }], tests: [{ vars: { b: x } }, { vars: { b: y }, provider: z }] }]",
  );
  expect(suite.cases.map(({ content }) => "message" in content && content.message)).toEqual([
    "1x",
    "1y",
    "2x",
    "2y",
  ]);
  expect(suite.repetitions).toBe(3);
  expect(suite.notes).toEqual([
    "The key extensions of the suite, which has no place here: 1.",
    "The key provider of a test, which has no place here: 1.",
    "Tests that no rule judges, whose cases stay unscored: 4.",
    "The key delay of evaluateOptions, which has no place here: 1.",
  ]);
});

test("Names are one line, without control characters, and each test has its own", () => {
  const { cases } = suiteOf(
    JSON.stringify({
      prompts: ["p"],
      tests: [
        { description: "a\n## b\u0007" },
        { description: "a ## b" },
        { description: "a ## b (2)" },
        { description: "each" },
      ],
    }),
    {},
    "promptfooconfig.json",
  );
  expect(cases.map(({ stratum }) => stratum.category)).toEqual([
    "a ## b",
    "a ## b (2)",
    "a ## b (2) (2)",
    "each (2)",
  ]);
});
