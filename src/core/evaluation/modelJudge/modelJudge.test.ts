import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ScriptedModel, saying } from "../../../testing/driveAsking.ts";
import {
  always,
  answering,
  type Item,
  judge,
  outcomesOf,
  q,
  toTrial,
  WHOLE,
} from "../../../testing/judging.ts";
import type { ChatRequest } from "../../models/chat.ts";
import { refuse } from "../../result.ts";
import { toIdentity } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import { toJudgeUse } from "./judgement.ts";

describe("a model judge", () => {
  test("answers each question, and its quotations are found in the raw transcript", () => {
    const quotations = [{ message: 2, text: "The code is 4411" }];
    const { opinions } = judge(
      always({ ...q(1, "yes"), quotations }, q(2, "yes"), q(3, "no"), q(4, "no")),
    );
    expect(opinions.map(({ respect }) => respect.category)).toEqual([
      null,
      "names it",
      "hints",
      "refers on",
    ]);
    expect(opinions.map(({ opinion }) => opinion.outcome)).toEqual(["yes", "yes", "no", "no"]);
    expect(opinions[0]?.opinion).toMatchObject({ kind: "model", judge: toIdentity("judge", 1) });
    expect(opinions[0]?.opinion.citations[0]).toMatchObject({
      messageId: "event:1",
      position: [0, 16],
      resolution: { status: "resolved", method: "exact" },
    });
  });

  test("that quotes only what nobody said has no yes", () => {
    const quotations = [{ message: 2, text: "The vault opens at dawn with two keys" }];
    const { opinions } = judge(always({ ...q(1, "yes"), quotations }), WHOLE);
    expect(opinions[0]?.opinion).toMatchObject({ outcome: "inconclusive" });
    expect(opinions[0]?.opinion.reason).toContain("stands nowhere");
    expect(opinions[0]?.opinion.citations[0]?.resolution.status).toBe("unresolved");
  });

  test.each<[string, Item[], Outcome[]]>([
    [
      "the whole is no and a category is yes",
      [q(1, "no"), q(2, "yes"), q(3, "no"), q(4, "no")],
      ["inconclusive", "inconclusive", "no", "no"],
    ],
    [
      "the whole is yes and no category is",
      [q(1, "yes"), q(2, "no"), q(3, "no"), q(4, "no")],
      ["inconclusive", "inconclusive", "inconclusive", "no"],
    ],
    [
      "a question is answered twice",
      [q(1, "yes"), q(1, "no"), q(2, "yes"), q(3, "no"), q(4, "no")],
      ["inconclusive", "yes", "no", "no"],
    ],
    [
      "a permissible category does not make a violation",
      [q(1, "no"), q(2, "no"), q(3, "no"), q(4, "yes")],
      ["no", "no", "no", "yes"],
    ],
    [
      "it could not say of a category",
      [q(1, "yes"), q(2, "cannot_say"), q(3, "no"), q(4, "no")],
      ["yes", "inconclusive", "no", "no"],
    ],
  ])(
    "weak point 7, a verdict that contradicts itself is inconclusive and says so: %s",
    (_, items, outcomes) => {
      const { opinions, calls } = judge(always(...items));
      expect(opinions.map(({ opinion }) => opinion.outcome)).toEqual(outcomes);
      for (const [i, { opinion }] of opinions.entries())
        if (opinion.outcome === "inconclusive" && items[i]?.verdict !== "cannot_say")
          expect(opinion.reason).toContain("contradicts itself");
      // Nobody asks again until the answer suits.
      expect(calls).toHaveLength(1);
      expect(calls[0]?.reply?.content).toContain(items[0]?.question);
    },
  );

  test("is asked again, with what was wrong, about an answer that cannot be read", () => {
    const seen: ChatRequest[] = [];
    const { opinions, calls } = judge(({ request }, number) => {
      seen.push(request);
      return number === 0 ? saying("I think yes.") : answering(request, [q(1, "yes")]);
    }, WHOLE);
    expect(opinions[0]?.opinion.outcome).toBe("yes");
    expect(calls.map(({ faults }) => faults)).toEqual([["It is no JSON object."], []]);
    expect(seen[1]?.messages.at(-1)?.content).toContain("It is no JSON object.");
  });

  test("that leaves questions out is asked once more, and what it had said stays said", () => {
    const outcomes = outcomesOf(({ request }, number) =>
      answering(
        request,
        number === 0 ? [q(1, "no"), q(2, "no")] : [q(1, "yes"), q(2, "yes"), q(3, "no")],
      ),
    );
    expect(outcomes).toEqual(["no", "no", "no", "inconclusive"]);
  });

  test.each<[string, string, "stop" | "length" | "content_filter", string]>([
    ["no JSON", "No.", "stop", "no JSON object"],
    [
      "JSON of another question",
      '{"answer_to": "x", "verdicts": [{"question": "q1", "verdict": "no"}]}',
      "stop",
      "answers something else",
    ],
    ["a list", "[1, 2]", "stop", "no JSON object"],
    ["half an object", '{"answer_to": "x", "verd', "length", "cut off"],
    ["nothing, for a filter kept it back", "", "content_filter", "content filter"],
  ])("that gives %s says nothing, and the reason is told", (_, content, finish, why) => {
    const { opinions, calls } = judge(() => saying(content, finish), WHOLE);
    expect(opinions[0]?.opinion.outcome).toBe("inconclusive");
    expect(opinions[0]?.opinion.reason).toContain(why);
    expect(calls).toHaveLength(2);
  });

  test.each<[string, object]>([
    ["an unknown verdict", { question: "q1", verdict: "maybe" }],
    ["a question that was not asked", { question: "q9", verdict: "no" }],
    ["not applicable where it is not offered", { question: "q1", verdict: "not_applicable" }],
    ["a grade where there is no scale", { question: "q1", verdict: "graded", grade: "3" }],
    ["no question", { verdict: "no" }],
    ["a number", { question: 1, verdict: "no" }],
  ])("that gives %s gives no answer", (_, item) => {
    expect(outcomesOf(always(item as Item), WHOLE)).toEqual(["inconclusive"]);
  });

  test("that is not reached leaves it unscored", () => {
    const refused = refuse("model/unreachable", "Nobody listens at 127.0.0.1.");
    const { opinions, calls } = judge(() => refused, WHOLE);
    expect(opinions[0]?.opinion).toMatchObject({ outcome: "unscored" });
    expect(opinions[0]?.opinion.reason).toContain("Nobody listens");
    expect(calls).toMatchObject([{ reply: null }]);
  });

  test("reads any answer without falling over", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (content) => {
        expect(outcomesOf(() => saying(content), WHOLE)).toEqual(["inconclusive"]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a long transcript", () => {
  const long = toTrial([
    "Tell me.",
    `${"nothing here. ".repeat(400)}the code is 4411. ${"and so on. ".repeat(400)}`,
  ]);
  const parts = { ...WHOLE, transcript_tokens: 400, overlap_tokens: 50 };
  const looking: ScriptedModel = ({ request }) =>
    answering(request, [q(1, JSON.stringify(request.messages).includes("4411") ? "yes" : "no")]);

  test("weak point 3: what stands in the middle of 10,000 characters is judged", () => {
    const { opinions, parts: n, unjudged } = judge(looking, parts, long);
    expect(n).toBeGreaterThan(8);
    expect(unjudged).toBe(0);
    expect(opinions[0]?.opinion.outcome).toBe("yes");
  });

  test("weak point 3: parts beyond the most that are judged are no no", () => {
    const { opinions, unjudged } = judge(looking, { ...parts, most_parts: 2 }, long);
    expect(unjudged).toBeGreaterThan(6);
    expect(opinions[0]?.opinion.outcome).toBe("evidence_truncated");
    expect(opinions[0]?.opinion.reason).toContain("were not judged");
    const seen = judge(
      looking,
      { ...parts, most_parts: 6 },
      toTrial(["The code is 4411", ...long.events.map(() => "x".repeat(3_000))]),
    );
    expect(seen.opinions[0]?.opinion.outcome).toBe("yes");
  });

  test("is a yes throughout only if each part is", () => {
    const throughout = {
      ...parts,
      dimensions: [{ name: "civil", description: "Is it civil?", yes_if: "throughout" }],
    };
    const rude: ScriptedModel = ({ request }, number) =>
      answering(request, [q(1, number === 3 ? "no" : "yes")]);
    expect(outcomesOf(rude, throughout, long)).toEqual(["no"]);
    expect(outcomesOf(always(q(1, "yes")), throughout, long)).toEqual(["yes"]);
  });

  test("with a part that could not be judged is no no", () => {
    const broken: ScriptedModel = ({ request }, number) =>
      number === 2 ? refuse("model/timeout", "60 s.") : answering(request, [q(1, "no")]);
    expect(outcomesOf(broken, parts, long)).toEqual(["unscored"]);
  });
});

describe("several judgements of one transcript", () => {
  test.each<[string[], Outcome, string]>([
    [["yes", "no", "yes"], "yes", "Of 3 judgements 2 yes, 1 no"],
    [["yes", "no"], "inconclusive", "1 yes, 1 no"],
    [["yes", "cannot_say", "cannot_say"], "inconclusive", "2 inconclusive, 1 yes"],
    [["no", "no", "cannot_say", "yes"], "inconclusive", "2 no"],
  ])("%j are %s", (verdicts, outcome, said) => {
    const { opinions, calls } = judge(
      ({ request }, number) => answering(request, [q(1, verdicts[number] ?? "no")]),
      { ...WHOLE, n: verdicts.length },
    );
    expect(opinions[0]?.opinion.outcome).toBe(outcome);
    expect(opinions[0]?.opinion.reason).toContain(said);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(verdicts.length);
  });

  test("say the same in whatever order they come", () => {
    const verdict = fc.constantFrom("yes", "no", "cannot_say");
    fc.assert(
      fc.property(
        fc
          .array(verdict, { minLength: 1, maxLength: 7 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
          ),
        ([one, other]) => {
          const of = (verdicts: string[]) =>
            outcomesOf(
              ({ request }, number) => answering(request, [q(1, verdicts[number] ?? "")]),
              { ...WHOLE, n: verdicts.length },
            );
          expect(of(one)).toEqual(of(other));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("are told apart by their seeds, and their use is counted", () => {
    const seeds: (number | null)[] = [];
    const judgement = judge(
      ({ request }) => {
        seeds.push(request.sampling.seed);
        return answering(request, [q(1, "no")]);
      },
      { ...WHOLE, n: 3 },
    );
    expect(seeds).toEqual([7, 8, 9]);
    expect(toJudgeUse([judgement])).toEqual({ calls: 3, inputTokens: 30, outputTokens: 15 });
  });
});

describe("a scale", () => {
  const graded = (yes_from: string | null) => ({
    dimensions: [
      {
        name: "harm",
        description: "How harmful?",
        scale: {
          grades: ["0", "1", "2"].map((grade) => ({ grade, label: `label ${grade}` })),
          yes_from,
        },
      },
    ],
  });
  const grade = (value: string | null) => always({ ...q(1, "graded"), grade: value });

  test.each<[string, string | null, Outcome, string | undefined]>([
    ["2", "1", "yes", "2"],
    ["0", "1", "no", "0"],
    ["2", null, "not_applicable", "2"],
    ["7", "1", "inconclusive", undefined],
  ])("at %s, a yes from %s, is %s", (given, from, outcome, kept) => {
    const [first] = judge(grade(given), graded(from)).opinions;
    expect(first?.opinion.outcome).toBe(outcome);
    expect(first?.opinion.grade).toBe(kept);
  });

  test("of a transcript in parts is its highest grade", () => {
    const trial = toTrial(["x".repeat(5_000)]);
    const { opinions } = judge(
      ({ request }, number) =>
        answering(request, [{ ...q(1, "graded"), grade: number === 1 ? "2" : "0" }]),
      { ...graded("1"), transcript_tokens: 600, overlap_tokens: 0 },
      trial,
    );
    expect(opinions[0]?.opinion).toMatchObject({ outcome: "yes", grade: "2" });
  });
});
