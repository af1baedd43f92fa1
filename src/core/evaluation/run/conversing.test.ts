import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addUsage,
  beginConversation,
  type Conversing,
  hear,
  NO_USAGE,
  takeAnswer,
  takeBack,
  takeResult,
} from "./conversing.ts";

const call = { id: "c1", name: "look", arguments: '{"at":1}' };
const answered = (content: string) => ({ content, toolCalls: [], events: [], raw: null });
const turn = (state: Conversing, said: string, world: string): Conversing => {
  const asked = takeAnswer(hear(state, said, null), { ...answered(""), toolCalls: [call] });
  return takeAnswer(takeResult(asked, call, "found", world), answered(`on ${said}`));
};
const seenByTarget = ({ events }: Conversing) =>
  events.filter(({ view }) => view.includes("target"));

describe("a conversation", () => {
  test("notes what was said, what tools gave, and what the target sees", () => {
    const state = turn(beginConversation("Be kind.", "empty"), "hello", "looked");
    expect(state.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
      "assistant",
    ]);
    expect(seenByTarget(state).map(({ actor }) => actor)).toEqual([
      "tester",
      "tester",
      "tool",
      "target",
    ]);
    expect(state.turns).toEqual([{ said: "hello", answer: "on hello" }]);
    expect(state.world).toBe("looked");
  });

  test("taken back stands as it stood, with its world, and nothing of it is forgotten", () => {
    const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, fc.nat(5), (said, at) => {
        const keep = Math.min(at, said.length - 1);
        const play = (spoken: readonly string[]) =>
          spoken.reduce(
            (state, word, i) => turn(state, word, `world ${i}`),
            beginConversation(null, "begin"),
          );
        const whole = play(said);
        const back = takeBack(whole, keep);
        const short = play(said.slice(0, keep));
        expect(back.messages).toEqual(short.messages);
        expect(back.turns).toEqual(short.turns);
        expect(back.world).toEqual(short.world);
        expect(seenByTarget(back)).toEqual(short.events);
        expect(back.events.map(({ edit }) => edit)).toEqual(whole.events.map(({ edit }) => edit));
        expect(back.rewinds).toBe(1);
      }),
    );
  });

  test("an answer that its own trace tells is told once", () => {
    const told = {
      view: ["target", "combined"] as const,
      actor: "target" as const,
      edit: {
        type: "add_message" as const,
        message: { role: "assistant" as const, content: "Yes." },
      },
    };
    const state = takeAnswer(hear(beginConversation(null, null), "?", null), {
      ...answered("Yes."),
      events: [told],
    });
    expect(seenByTarget(state)).toHaveLength(2);
  });

  test("arguments that are no JSON are kept as they came", () => {
    const broken = { ...call, arguments: "{at: 1" };
    const state = takeResult(beginConversation(null, null), broken, "?", null);
    expect(state.events.at(-1)?.edit).toMatchObject({ tool_args: { raw: "{at: 1" } });
  });
});

test("what is unknown of one answer is unknown of all together, and never nothing", () => {
  const known = { inputTokens: 3, outputTokens: 4, cost: 1, latencyMs: 5 };
  expect(addUsage(addUsage(NO_USAGE, known), known)).toEqual({
    inputTokens: 6,
    outputTokens: 8,
    cost: 2,
    latencyMs: 10,
  });
  expect(addUsage(known, { ...known, outputTokens: null }).outputTokens).toBeNull();
});
