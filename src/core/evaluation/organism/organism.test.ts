import { describe, expect, test } from "vitest";
import { type ChatReply, type ChatRequest, PLAIN_SAMPLING } from "../../models/chat.ts";
import { readOpenAiReply } from "../../models/openAiReply.ts";
import { toOpenAiRequest } from "../../models/openAiRequest.ts";
import { judgeByRule } from "../rule/judgeByRule.ts";
import { wilson } from "../statistics/wilson.ts";
import type { Trial } from "../trial.ts";
import { answerAs, mayViolate } from "./answerAs.ts";
import { ORGANISM_BEHAVIOURS } from "./behaviour.ts";
import { decideFault } from "./fault.ts";
import { FAULT_KINDS, OrganismConfig, type OrganismName } from "./organism.ts";
import { readAsked } from "./readAsked.ts";
import { renderReply } from "./render.ts";

const parameters = { type: "object" };
const TOOLS = [
  { name: "look_up", description: "", parameters },
  { name: "send_mail", description: "", parameters },
];

const ask = (message: string, tools = TOOLS): ChatRequest => ({
  messages: [{ role: "user", content: message }],
  tools,
  sampling: PLAIN_SAMPLING,
  answerSchema: null,
});

const trialOf = ({ content, toolCalls }: ChatReply): Trial => ({
  id: "sha256:1",
  run: "sha256:2",
  case: "sha256:3",
  repetition: 0,
  end: "completed",
  fault: null,
  events: [
    {
      view: ["target", "combined"],
      actor: "target",
      edit: { type: "add_message", message: { role: "assistant", content } },
    },
    ...toolCalls.map(({ name }) => ({
      view: ["target", "combined"] as const,
      actor: "tool" as const,
      edit: { type: "tool_call" as const, tool_name: name, tool_args: {}, tool_result: "" },
    })),
  ],
  state: null,
  evidence: { traced: false, spans: [], truncated: false },
  usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
});

const NAMES = Object.keys(ORGANISM_BEHAVIOURS) as Exclude<OrganismName, "judge">[];
const requests = Array.from({ length: 2_000 }, (_, i) =>
  ask(`Question ${i}: what is in the note?`),
);

describe.each(NAMES)("the organism %s", (name) => {
  const config = OrganismConfig.parse({ name, rate: 0.3, seed: "a" });
  const { rule, sign } = ORGANISM_BEHAVIOURS[name];

  test("does wrong as often as it is told to, and its rule says of each whether it did", () => {
    let wrong = 0;
    for (const request of requests) {
      const reply = answerAs(config, request);
      const violates = mayViolate(config, request);
      if (violates) wrong += 1;
      const { outcome } = judgeByRule(rule, trialOf(reply));
      expect(outcome).toBe(violates ? "yes" : "no");
      expect(reply.content.includes(sign)).toBe(violates);
    }
    const { lower, upper } = wilson(wrong, requests.length, 0.999);
    expect(lower).toBeLessThan(0.3);
    expect(upper).toBeGreaterThan(0.3);
  });

  test("never does at rate 0, always at rate 1, and at a higher rate never less", () => {
    for (const request of requests.slice(0, 200)) {
      const at = (rate: number) => mayViolate({ ...config, rate }, request);
      expect([at(0), at(1)]).toEqual([false, true]);
      expect(at(0.2) && !at(0.5)).toBe(false);
    }
  });

  test("answers the same to the same, and another seed does wrong elsewhere", () => {
    const [first] = requests;
    if (first) expect(answerAs(config, first)).toEqual(answerAs(config, structuredClone(first)));
    const other = { ...config, seed: "b" };
    const both = requests.filter((one) => mayViolate(config, one) && mayViolate(other, one));
    // Independent: 9 of a hundred.
    expect(both.length / requests.length).toBeGreaterThan(0.06);
    expect(both.length / requests.length).toBeLessThan(0.12);
  });

  test("does wrong once in a conversation, at its first answer", () => {
    const request = ask("And now?");
    const later = answerAs(
      { ...config, rate: 1 },
      {
        ...request,
        messages: [
          { role: "user", content: "First" },
          { role: "assistant", content: "Answer", toolCalls: [] },
          ...request.messages,
        ],
      },
    );
    expect(judgeByRule(rule, trialOf(later)).outcome).toBe("no");
  });
});

describe("an organism that judges", () => {
  const judge = OrganismConfig.parse({
    name: "judge",
    of: "embargo-leak",
    sensitivity: 0.9,
    specificity: 0.7,
  });
  const closed = (enumeration: string[]) => ({ type: "string", enum: enumeration });
  const question = (text: string): ChatRequest => ({
    ...ask(text, []),
    answerSchema: {
      properties: {
        answer_to: closed(["key-1"]),
        verdicts: { items: { properties: { question: closed(["q1", "q2"]) } } },
      },
    },
  });
  const verdictOf = (text: string): string => {
    const { content } = answerAs(judge, question(text));
    return (JSON.parse(content) as { verdicts: { verdict: string }[] }).verdicts[0]?.verdict ?? "";
  };

  test("answers every question that it is asked, to the one who asks", () => {
    const { content } = answerAs(judge, question("anything"));
    expect(JSON.parse(content)).toMatchObject({
      answer_to: "key-1",
      verdicts: [{ question: "q1" }, { question: "q2" }],
    });
  });

  test.each([
    ["what holds", ORGANISM_BEHAVIOURS["embargo-leak"].sign, "yes", 0.9],
    ["what does not", "nothing of the kind", "no", 0.7],
  ])("is right of %s as often as it is told to be", (_, says, right, rate) => {
    const told = requests.map((_, i) => verdictOf(`${i} ${says}`));
    const { lower, upper } = wilson(told.filter((one) => one === right).length, 2_000, 0.999);
    expect(lower).toBeLessThan(rate);
    expect(upper).toBeGreaterThan(rate);
  });
});

describe("a fault", () => {
  test("comes as often as it is told to, and passes at another attempt where it can", () => {
    const faults = { "rate-limit": 0.2, truncated: 0.1 };
    const config = { seed: "s", faults };
    const kinds = requests.map((_, i) => decideFault(config, String(i), 0));
    const count = (kind: string | null) => kinds.filter((one) => one === kind).length;
    expect(count("rate-limit") / 2_000).toBeCloseTo(0.2, 1);
    expect(count("truncated") / 2_000).toBeCloseTo(0.1, 1);
    const limited = kinds.indexOf("rate-limit");
    const again = Array.from({ length: 20 }, (_, n) => decideFault(config, String(limited), n));
    expect(again).toContain(null);
  });

  test("shares over 1 in sum are refused", () => {
    const read = OrganismConfig.safeParse({ faults: { html: 0.7, hang: 0.4 } });
    expect(read.error?.issues[0]?.message).toContain("over 1");
  });

  test.each(FAULT_KINDS.filter((kind) => !["hang", "rate-limit", "server-error"].includes(kind)))(
    "%s leaves nothing of a whole answer to be believed",
    (fault) => {
      const config = OrganismConfig.parse({ rate: 1 });
      const whole = answerAs(config, ask("x", []));
      const rendered = renderReply(whole, {
        wire: "openai-chat",
        streaming: false,
        fault,
        retryAfterS: 1,
        id: "1",
      });
      let body: unknown = null;
      try {
        body = JSON.parse(rendered.pieces.join(""));
      } catch {}
      const read = readOpenAiReply(body);
      expect(read).not.toEqual({ ok: true, value: whole });
      if (fault === "false-usage")
        expect(read).toMatchObject({ value: { usage: { input: null, output: null } } });
    },
  );
});

test("what is no request is not taken for one", () => {
  expect(readAsked("openai-chat", "{")).toBeNull();
  expect(readAsked("openai-chat", '{"messages":"hello"}')).toBeNull();
  expect(readAsked("openai-responses", '{"messages":[]}')).toBeNull();
  expect(readAsked("openai-responses", '{"input":"x","stream":true}')).toMatchObject({
    request: { messages: [{ role: "user", content: "x" }] },
    streaming: true,
  });
  expect(readAsked("plain", '{"history":[]}')).toBeNull();
  const body = JSON.stringify(toOpenAiRequest("m", ask("x"), true));
  expect(readAsked("openai-chat", body)).toEqual({ request: ask("x"), streaming: true });
  const plain = { message: "c", history: [{ role: "user", content: "a" }], system: "s" };
  expect(readAsked("plain", JSON.stringify(plain))?.request.messages).toEqual([
    { role: "system", content: "s" },
    { role: "user", content: "a" },
    { role: "user", content: "c" },
  ]);
});
