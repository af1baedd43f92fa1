import { describe, expect, test } from "vitest";
import { parseEvaluation } from "./parseEvaluation.ts";
import { STARTER } from "./starter.ts";

const BASE = `behaviour: { name: b, description: "- one" }
target: { kind: http, url: "http://127.0.0.1:1/" }
`;
const faults = (text: string) => {
  const parsed = parseEvaluation(text);
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`);
};

describe("evaluation.yaml", () => {
  test("as init writes it has nothing wrong with it", () => {
    expect(parseEvaluation(STARTER)).toMatchObject({
      ok: true,
      evaluation: { concurrency: 8, rules: [{ category: "each" }, { category: null }] },
    });
  });

  test("needs little, and says what it takes for granted", () => {
    expect(parseEvaluation(BASE)).toMatchObject({
      ok: true,
      evaluation: {
        repetitions: 1,
        concurrency: 8,
        design: { method: "pairwise", seed: "1", factors: [] },
        limits: { turns: 6, tool_calls: 10 },
        ceilings: {},
        rules: [],
        modelJudges: [],
      },
    });
  });

  test.each([
    [
      "a misspelt key",
      `${BASE}repetition: 3\n`,
      "/repetition Line 3: repetition is not known. Did you mean repetitions?",
    ],
    [
      "a misspelt key deep inside",
      BASE.replace("url:", "adress: x, url:"),
      "/target/adress Line 2: target.adress is not known. Known are: kind, url, key_env, system, traced, timeout_s.",
    ],
    [
      "a kind of target that is none",
      BASE.replace("http,", "htpp,"),
      "/target/kind Line 2: target.kind must be one of openai, anthropic, http, process, traces, organism. Did you mean http?",
    ],
    [
      "an address that is none",
      BASE.replace('"http://127.0.0.1:1/"', "nowhere"),
      "/target/url Line 2: target.url must be an http or https address.",
    ],
    [
      "what is missing",
      'target: { kind: http, url: "http://a/" }\n',
      "/behaviour Line 1: behaviour is required.",
    ],
    [
      "a number as text",
      `${BASE}concurrency: many\n`,
      "/concurrency Line 3: concurrency must be a number.",
    ],
    [
      "a judge that is neither",
      `${BASE}judges: [{ dimension: d }]\n`,
      "/judges/0 Line 3: judges.0 needs yes_if, a rule, or a model.",
    ],
    ["a key twice", `${BASE}name: a\nname: b\n`, "/line/4 Line 4: Map keys must be unique."],
    ["nothing", "", "/line/1 Line 1: The file holds nothing. Write a mapping."],
  ])("tells %s with its place and what to do", (_, text, expected) => {
    expect(faults(text)).toContain(expected);
  });

  test("tells every fault at once, those deep in rules with the rule that was meant", () => {
    const text = `${BASE}judges:
  - dimension: d
    yes_if: { rule: any, of: [{ rule: contains, txt: a }, { rule: regexp, pattern: b }] }
  - dimension: d
    yes_if: { rule: regex, pattern: "(a+)+" }
`;
    const [missing, unknown, rule, pattern] = faults(text);
    expect(missing).toBe(
      "/judges/0/yes_if/of/0/text Line 5: judges[0].yes_if.of[0].text is required.",
    );
    expect(unknown).toContain("of[0].txt is not known. Did you mean text?");
    expect(rule).toContain("of[1].rule must be one of contains, equals");
    expect(pattern).toMatch(/^\/judges\/1\/yes_if\/pattern Line 7: .*can take forever/);
  });
});
