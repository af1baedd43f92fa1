import { describe, expect, test } from "vitest";
import { parseConfig } from "../assert/readConfig.ts";
import { toEvaluationDocument } from "./fromAssert.ts";
import { readEvaluation } from "./parseEvaluation.ts";

const CONFIG = `suite: s
behavior: { name: b, description: "- one\\n- two" }
context: a bank
default_model: { name: azure/gpt-x, temperature: 0.5 }
pipeline:
  test_set:
    prompt: { sample_size: 6 }
    scenario: { sample_size: 4 }
    stratify:
      dimensions:
        - name: tone
          levels: [{ name: kind, definition: k }, { name: rude, definition: r }]
  inference:
    max_turns: 3
    concurrency: 5
    target: TARGET
    tester: { model: { name: openai/gpt-t } }
  judge:
    n: 3
    disabled_dimensions: [overrefusal]
    dimensions:
      tact: { description: d, rubric: r }
`;
const NOWHERE = { behaviour: () => null, judge: () => null };
const read = (target: string, env: Readonly<Record<string, string>>) => {
  const parsed = parseConfig(CONFIG.replace("TARGET", target), NOWHERE, "2026-11-23T07:00:00.000Z");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return toEvaluationDocument(parsed.config, (name) => env[name] ?? null);
};
const AZURE = { ASSAY_AZURE_URL: "http://127.0.0.1:1/v1" };

describe("an ASSERT configuration", () => {
  test("is an evaluation of ours: behaviour, factors, target, tester and judge", () => {
    const made = read("{}", AZURE);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    const evaluation = readEvaluation(made.document, () => 1);
    expect(evaluation).toMatchObject({
      ok: true,
      evaluation: {
        behaviour: { name: "b", context: "a bank" },
        design: { limit: 10, factors: [{ name: "tone" }] },
        target: {
          kind: "openai",
          model: "gpt-x",
          key_env: "AZURE_API_KEY",
          sampling: { temperature: 0.5, max_tokens: 10_000 },
        },
        testerConfig: { model: { model: "gpt-t", key_env: "OPENAI_API_KEY" } },
        modelJudges: [{ n: 3, dimensions: [{ name: "policy_violation" }, { name: "tact" }] }],
        concurrency: 5,
        limits: { turns: 3, tool_calls: 10 },
      },
    });
  });

  test("names the variable that is to hold the address of a provider that is not known", () => {
    const made = read("{}", {});
    expect(made.ok ? [] : made.problems.map(({ message }) => message)[0]).toContain(
      "into the variable ASSAY_AZURE_URL",
    );
  });

  test("whose target is Python is evaluated where that is served, and else says so", () => {
    const made = read("{ callable: 'agent:chat' }", AZURE);
    expect(made.ok ? [] : made.problems).toEqual([
      expect.objectContaining({
        pointer: "/pipeline/inference/target/callable",
        message: expect.stringContaining("ASSAY_TARGET_URL"),
      }),
    ]);
    const served = { ...AZURE, ASSAY_TARGET_URL: "http://127.0.0.1:2/chat" };
    expect(read("{ callable: 'agent:chat' }", served)).toMatchObject({
      document: { target: { kind: "http", url: "http://127.0.0.1:2/chat" } },
    });
  });
});
