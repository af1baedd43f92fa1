import { describe, expect, test } from "vitest";
import { parseEvaluation } from "./parseEvaluation.ts";

const toText = (script: string, tools: string): string => `behaviour: {name: a, description: b}
target: {kind: organism, organism: {name: embedded-instruction, rate: 0.1, seed: "1"}}
tester: {model: {provider: openai, model: user-1}, rewinds: 2}
judges:
  - model: {provider: openai, model: judge-1}
    dimensions: [{name: leak, description: Does it leak?}]
design:
  templates:
    - {id: x, title: t, goal: g, script: [One., "${script}"]}
tools:
  - ${tools}
`;

describe("whoever takes part beside the target", () => {
  test("is read with the file: tester, tools and model judges", () => {
    const parsed = parseEvaluation(
      toText("[if refusal] Again.", "{name: pay, source: mocked, answers: [{result: 1}]}"),
    );
    if (!parsed.ok) return expect.fail(JSON.stringify(parsed.problems));
    const { toolBox, modelJudges, testerConfig } = parsed.evaluation;
    expect(toolBox.definitions.map(({ name }) => name)).toEqual(["pay"]);
    expect(modelJudges).toMatchObject([{ n: 1, dimensions: [{ asked_of: "trial" }] }]);
    expect(testerConfig).toMatchObject({ rewinds: 2, attempts: 2 });
  });

  test("is refused with the line of each fault, and what to do", () => {
    const parsed = parseEvaluation(
      toText("[if refuse] Again.", "{name: pay, source: mockd, answers: [{result: 1}]}"),
    );
    const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    expect(messages.toSorted()).toEqual([
      "Line 11: tools[0].source must be one of mocked, replayed, simulated, real. Did you mean mocked?",
      'Line 9: design.templates.0.script.1 cannot be read: refuse is no condition. Known are refusal, empty, contains "…", matches "…", called TOOL.',
    ]);
  });
});
