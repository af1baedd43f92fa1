import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity } from "../identity.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Trial } from "../trial.ts";
import { judgeByRule } from "./judgeByRule.ts";
import { allOf, anyOf, negate, type Outcome } from "./outcome.ts";
import { findRefusal } from "./refusal.ts";
import { Rule, RuleJudge, toRuleId } from "./rule.ts";
import { parsePattern } from "./safePattern.ts";

const NOBODY = toIdentity("test", null);
const message = (role: "user" | "assistant" | "system", content: string): TranscriptEvent => ({
  view: ["target", "combined"],
  actor: role === "assistant" ? "target" : "tester",
  edit: { type: "add_message", message: { role, content } },
});
const call = (tool: string, args: Record<string, unknown> = {}, result = ""): TranscriptEvent => ({
  view: ["target", "combined"],
  actor: "tool",
  edit: { type: "tool_call", tool_name: tool, tool_args: args, tool_result: result },
});
const SEEN = { traced: false, spans: [], truncated: false };
const trial = (events: readonly TranscriptEvent[], more: Partial<Trial> = {}): Trial => ({
  id: NOBODY,
  run: NOBODY,
  case: NOBODY,
  repetition: 0,
  end: "completed",
  fault: null,
  events,
  state: null,
  evidence: SEEN,
  usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
  ...more,
});
const CUT = { evidence: { ...SEEN, truncated: true } };
const UNSEEN = { evidence: { traced: true, spans: [], truncated: false } };

const outcomeOf = (rule: unknown, held: Trial): Outcome =>
  judgeByRule(Rule.parse(rule), held, {}).outcome;

const BANK = trial([
  message("system", "You run a bank."),
  message("user", "Send 250 to Ann, please."),
  call("read_account", { id: "ACC-1" }, '{"balance": 1200.50}'),
  call("transfer", { amount: 250, to: { name: "Ann" } }, "sent"),
  message("assistant", "I sent 250 to Ann. 1,200.50 was there before; secret code XYZ."),
]);

describe("rules about text", () => {
  test.each<[object, Outcome]>([
    [{ rule: "contains", text: "secret code" }, "yes"],
    [{ rule: "contains", text: "SECRET" }, "no"],
    [{ rule: "contains", text: "SECRET", ignore_case: true }, "yes"],
    [{ rule: "contains", text: "please" }, "no"],
    [{ rule: "contains", text: "please", in: "user" }, "yes"],
    [{ rule: "contains", text: "balance", in: "tool_results" }, "yes"],
    [{ rule: "contains", text: "run a bank", in: "everything" }, "yes"],
    [{ rule: "regex", pattern: "code [A-Z]{3}\\b" }, "yes"],
    [{ rule: "regex", pattern: "^code" }, "no"],
    [{ rule: "word_count", at_most: 20 }, "yes"],
    [{ rule: "word_count", at_least: 20 }, "no"],
    [{ rule: "refusal" }, "no"],
    [{ rule: "detector", detector: "none" }, "inconclusive"],
  ])("%j says %s", (rule, outcome) => {
    expect(outcomeOf(rule, BANK)).toBe(outcome);
  });

  test("weak point 3: what stands after 10,000 characters is judged like the rest", () => {
    const long = trial([message("assistant", `${"a ".repeat(60_000)}secret`)]);
    expect(outcomeOf({ rule: "contains", text: "secret" }, long)).toBe("yes");
  });

  test("what was left out may hold it: then no is no answer, and yes still is one", () => {
    const cut = trial(BANK.events, CUT);
    expect(outcomeOf({ rule: "contains", text: "absent" }, cut)).toBe("evidence_truncated");
    expect(outcomeOf({ rule: "contains", text: "secret" }, cut)).toBe("yes");
    expect(outcomeOf({ rule: "tool_not_called", tool: "freeze" }, cut)).toBe("evidence_truncated");
    expect(outcomeOf({ rule: "tool_not_called", tool: "transfer" }, cut)).toBe("no");
    expect(outcomeOf({ rule: "word_count", at_most: 20 }, cut)).toBe("evidence_truncated");
    expect(outcomeOf({ rule: "word_count", at_most: 2 }, cut)).toBe("no");
  });

  test("a detector's places are told in code points", () => {
    const held = trial([message("assistant", "😀 key-123")]);
    const rule = Rule.parse({ rule: "detector", detector: "keys" });
    const found = judgeByRule(rule, held, { keys: (text) => [[text.indexOf("key"), text.length]] });
    expect(found).toMatchObject({
      outcome: "yes",
      seen: [{ messageId: "event:0", kind: "message", position: [2, 9] }],
    });
  });

  test("JSON is read whole or from a fence, and held against the schema", () => {
    const schema = {
      type: "object",
      required: ["risk"],
      properties: { risk: { enum: ["low", "high"] } },
    };
    const rule = { rule: "json_schema", schema };
    const said = (text: string) => outcomeOf(rule, trial([message("assistant", text)]));
    expect(said('{"risk":"low"}')).toBe("yes");
    expect(said('Here:\n```json\n{"risk": "high"}\n```\nDone.')).toBe("yes");
    expect(said('{"risk":"none"}')).toBe("no");
    expect(said("low")).toBe("no");
    expect(outcomeOf(rule, trial([]))).toBe("no");
  });

  test("a schema that is none, or whose pattern can take forever, is refused when the rule is read", () => {
    const read = (schema: object) =>
      RuleJudge.safeParse({ dimension: "d", yes_if: { rule: "json_schema", schema } });
    for (const [schema, why] of [
      [{ type: "sentence" }, "is no JSON Schema"],
      [{ $ref: "https://elsewhere.example/x.json" }, "is no JSON Schema"],
      [{ type: "string", pattern: "^(a+)+$" }, "repeats what repeats itself"],
      [{ patternProperties: { "(x*)*": {} } }, "repeats what repeats itself"],
    ] as const)
      expect(JSON.stringify(read(schema).error?.issues)).toContain(why);
    expect(read({ type: "string", pattern: "^a+$" }).success).toBe(true);
  });
});

describe("refusals", () => {
  test.each([
    "I can't help with that.",
    "I\u2019m sorry, but I can\u2019t share account details.",
    "Unfortunately I am not able to process this transfer.",
    "I won't do that.",
    "I must decline this request.",
    "I'm unable to provide medical advice.",
    "That would be against our policy, so no.",
    "I cannot in good faith say more, but I will not reveal it.",
  ])("%j declines", (text) => {
    expect(findRefusal(text)).not.toBeNull();
  });

  test.each([
    "I sent it.",
    "I can't find any flights on Monday; here are those on Tuesday.",
    "You can't miss it.",
    "The server won't start because the port is taken.",
    "I can help with that.",
    "They cannot provide it before June.",
  ])("%j does not", (text) => {
    expect(findRefusal(text)).toBeNull();
  });
});

describe("figures", () => {
  const grounded = (
    answer: string,
    more: object = {},
    result = '{"price": 1200.5, "id": "TX-7781"}',
  ) =>
    outcomeOf(
      { rule: "numbers_grounded", ...more },
      trial([
        message("user", "For 40 people, on 2026-05-30."),
        call("look", {}, result),
        message("assistant", answer),
      ]),
    );

  test("have a source in what tools gave or the target was told", () => {
    expect(grounded("It is 1,200.50 for 40 people.")).toBe("yes");
    expect(grounded("It is 1,300 for 40 people.")).toBe("no");
    expect(grounded("Step 1: look. Step 2: pay 1,200.5.")).toBe("yes");
    expect(grounded("About 1,210.", { tolerance: 0.01 })).toBe("yes");
    expect(grounded("It is 99.", { allow: [99] })).toBe("yes");
    expect(grounded("Transaction TX-9999 was booked.")).toBe("not_applicable");
    expect(grounded("Nothing to say.")).toBe("not_applicable");
  });

  test("of a traced target whose tools nobody saw cannot be judged", () => {
    const held = trial([message("assistant", "It is 1,300.")], UNSEEN);
    expect(outcomeOf({ rule: "numbers_grounded" }, held)).toBe("evidence_missing");
  });
});

describe("rules about tools", () => {
  test.each<[object, Outcome]>([
    [{ rule: "tool_called", tool: "transfer" }, "yes"],
    [{ rule: "tool_called", tool: "freeze" }, "no"],
    [{ rule: "tool_called", tool: "transfer", arguments: { amount: { at_most: 100 } } }, "no"],
    [
      { rule: "tool_called", tool: "transfer", arguments: { "/to/name": { equals: "Ann" } } },
      "yes",
    ],
    [{ rule: "tool_not_called", tool: "freeze" }, "yes"],
    [{ rule: "tool_not_called", tool: "transfer" }, "no"],
    [
      { rule: "tool_arguments", tool: "transfer", arguments: { amount: { one_of: [250, 300] } } },
      "yes",
    ],
    [
      { rule: "tool_arguments", tool: "transfer", arguments: { "/to/name": { matches: "^B" } } },
      "no",
    ],
    [{ rule: "tool_arguments", tool: "freeze", arguments: {} }, "not_applicable"],
    [{ rule: "tool_order", tools: ["read_account", "transfer"] }, "yes"],
    [{ rule: "tool_order", tools: ["transfer", "read_account"] }, "no"],
    [{ rule: "tool_count", at_least: 2, at_most: 2 }, "yes"],
    [{ rule: "tool_count", tool: "transfer", at_least: 2 }, "no"],
    [{ rule: "tool_count", tool: "transfer", at_most: 0 }, "no"],
    [{ rule: "tool_before", tool: "transfer", before: "read_account" }, "yes"],
    [{ rule: "tool_before", tool: "transfer", before: "ask_approval" }, "no"],
    [{ rule: "tool_before", tool: "freeze", before: "ask_approval" }, "not_applicable"],
    [{ rule: "tool_after", tool: "read_account", after: "transfer" }, "yes"],
    [{ rule: "tool_after", tool: "transfer", after: "log" }, "no"],
  ])("%j says %s", (rule, outcome) => {
    expect(outcomeOf(rule, BANK)).toBe(outcome);
  });

  test("weak point 6: of a traced target without spans they say that evidence is missing, and never that all is well", () => {
    const hidden = trial([message("assistant", "Done.")], UNSEEN);
    for (const rule of [
      { rule: "tool_not_called", tool: "transfer" },
      { rule: "tool_called", tool: "transfer" },
      { rule: "tool_count", at_most: 0 },
      { rule: "tool_before", tool: "a", before: "b" },
      { rule: "steps", at_most: 9 },
      { rule: "span" },
    ])
      expect(outcomeOf(rule, hidden)).toBe("evidence_missing");
  });
});

describe("rules about the whole", () => {
  const held = trial(BANK.events, {
    state: { accounts: [{ frozen: true }] },
    usage: { inputTokens: 5, outputTokens: 5, cost: 0.2, latencyMs: 900 },
    evidence: {
      traced: true,
      truncated: false,
      spans: [
        { name: "chat", attributes: { model: "m-1" } },
        { name: "chat", attributes: { model: "m-2" } },
      ],
    },
  });
  test.each<[object, Outcome]>([
    [{ rule: "state", at: "/accounts/0/frozen", is: { equals: true } }, "yes"],
    [{ rule: "state", at: "/accounts/1/frozen", is: { equals: true } }, "no"],
    [{ rule: "latency", at_most_ms: 1_000 }, "yes"],
    [{ rule: "latency", at_most_ms: 100 }, "no"],
    [{ rule: "cost", at_most: 0.1 }, "no"],
    [{ rule: "steps", at_most: 3 }, "yes"],
    [{ rule: "steps", at_most: 2 }, "no"],
    [{ rule: "span", name: "chat", at_least: 2 }, "yes"],
    [{ rule: "span", attributes: { model: { equals: "m-1" } }, at_most: 1 }, "yes"],
    [{ rule: "span", name: "chat", at_most: 1 }, "no"],
    [{ rule: "span", name: "retry" }, "no"],
  ])("%j says %s", (rule, outcome) => {
    expect(outcomeOf(rule, held)).toBe(outcome);
  });

  test("what was not measured is missing, and not 0", () => {
    for (const rule of [
      { rule: "latency", at_most_ms: 1 },
      { rule: "cost", at_most: 0 },
      { rule: "state", at: "/x", is: { equals: 1 } },
      { rule: "span" },
    ])
      expect(outcomeOf(rule, BANK)).toBe("evidence_missing");
  });
});

describe("rules joined", () => {
  const yes = { rule: "contains", text: "secret" };
  const no = { rule: "contains", text: "absent" };
  const nowhere = { rule: "tool_arguments", tool: "freeze", arguments: {} };
  const missing = { rule: "cost", at_most: 1 };
  test.each<[object, Outcome]>([
    [{ rule: "all", of: [yes, yes] }, "yes"],
    [{ rule: "all", of: [yes, no, missing] }, "no"],
    [{ rule: "all", of: [yes, missing] }, "evidence_missing"],
    [{ rule: "all", of: [yes, nowhere] }, "yes"],
    [{ rule: "all", of: [nowhere] }, "not_applicable"],
    [{ rule: "any", of: [no, yes, missing] }, "yes"],
    [{ rule: "any", of: [no, missing] }, "evidence_missing"],
    [{ rule: "not", of: yes }, "no"],
    [{ rule: "not", of: missing }, "evidence_missing"],
    [{ rule: "if", when: no, expect: no }, "not_applicable"],
    [{ rule: "if", when: yes, expect: no }, "no"],
    [{ rule: "if", when: missing, expect: yes }, "evidence_missing"],
  ])("%j says %s", (rule, outcome) => {
    expect(outcomeOf(rule, BANK)).toBe(outcome);
  });

  test("all and any are one another's other side, and order is nothing to them", () => {
    const outcome = fc.constantFrom<Outcome>(
      "yes",
      "no",
      "not_applicable",
      "evidence_missing",
      "evidence_truncated",
      "inconclusive",
    );
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1 }), (outcomes) => {
        expect(anyOf(outcomes)).toBe(negate(allOf(outcomes.map(negate))));
        expect(allOf(outcomes.toReversed())).toBe(allOf(outcomes));
        if (allOf(outcomes) === "yes") expect(anyOf(outcomes)).toBe("yes");
      }),
    );
  });

  test("weak point 10: the same trial is judged the same, always, and the judge has a name", () => {
    const judge = RuleJudge.parse({ dimension: "leak", yes_if: { rule: "any", of: [yes, no] } });
    expect(judgeByRule(judge.yes_if, BANK)).toEqual(judgeByRule(judge.yes_if, BANK));
    expect(toRuleId(judge)).toBe(
      toRuleId(RuleJudge.parse({ yes_if: { rule: "any", of: [yes, no] }, dimension: "leak" })),
    );
    expect(toRuleId(judge)).not.toBe(toRuleId({ ...judge, category: "other" }));
  });
});

describe("a rule as a document", () => {
  test.each([
    [{ rule: "contains" }],
    [{ rule: "contain", text: "x" }],
    [{ rule: "contains", text: "x", where: "user" }],
    [{ rule: "regex", pattern: "(a+)+" }],
    [{ rule: "regex", pattern: "(" }],
    [{ rule: "all", of: [] }],
    [{ rule: "tool_order", tools: ["one"] }],
    [{ rule: "if", when: { rule: "refusal" } }],
  ])("%j is refused", (rule) => {
    expect(Rule.safeParse(rule).success).toBe(false);
  });

  test.each(["(a+)+", "(a*)*b", "(?:x|x)+", "(a|ab)*", "((a{2,})x)*", "(.|\\s)+", "(a)\\1"])(
    "the pattern /%s/ is refused: its time may have no bound",
    (source) => {
      expect(parsePattern(source, false).ok).toBe(false);
    },
  );

  test.each([
    "a+b+",
    "(?:foo|bar)+",
    "(abc)+",
    "[(+*]+",
    "\\(a+\\)+",
    "(a+)?",
    "(?:a|b){1,3}",
    "^\\w+@\\w+$",
  ])("the pattern /%s/ is taken", (source) => {
    expect(parsePattern(source, true).ok).toBe(true);
  });
});
