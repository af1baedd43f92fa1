import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sliceText, toCodePoints } from "#core/evaluation/citation/codePoints.ts";
import { resolveCitation } from "#core/evaluation/citation/resolve.ts";
import type { TranscriptEvent } from "#core/evaluation/transcript.ts";
import type { Opinion } from "#core/evaluation/verdict.ts";
import { type Mark, marksIn, toMarks } from "./marks.ts";
import { toSegments } from "./segments.ts";
import { countHidden, toTurns } from "./turns.ts";

const said = (role: "user" | "assistant", content: string): TranscriptEvent => ({
  view: ["target", "combined"],
  actor: role === "user" ? "tester" : "target",
  edit: { type: "add_message", message: { role, content } },
});
const EVENTS: readonly TranscriptEvent[] = [
  { ...said("user", "a note to the tester"), view: ["tester"] },
  said("user", "Please read my statement."),
  {
    view: ["target"],
    actor: "tool",
    edit: {
      type: "tool_call",
      tool_name: "send_mail",
      tool_args: { to: "audit@billing.example", copies: 2 },
      tool_result: "sent 🙂 to audit",
    },
  },
  said("assistant", "Nothing unusual."),
];

describe("a transcript as its reader sees it", () => {
  test("a call and its result are two turns, and numbers of events count what the view leaves out", () => {
    expect(toTurns(EVENTS).map(({ kind, messageId }) => [kind, messageId])).toEqual([
      ["message", "event:1"],
      ["call", "event:2"],
      ["result", "event:2"],
      ["message", "event:3"],
    ]);
    expect(countHidden(EVENTS, "target")).toBe(1);
  });
  test("arguments are shown by name, as judges were shown them", () => {
    const [, call] = toTurns(EVENTS);
    expect(call?.kind === "call" && call.args).toEqual([
      { name: "to", text: "audit@billing.example", isText: true },
      { name: "copies", text: "2", isText: false },
    ]);
  });
  test("a call without a result has none, and one whose arguments are no mapping shows them all the same", () => {
    const [call, ...rest] = toTurns([
      {
        view: ["target"],
        actor: "tool",
        edit: { type: "tool_call", tool_name: "run", tool_args: ["ls"], tool_result: "" },
      },
    ]);
    expect(rest).toEqual([]);
    expect(call?.kind === "call" && call.args).toEqual([
      { name: "", text: '["ls"]', isText: false },
    ]);
  });
});

const opinion = (more: Partial<Opinion>): Opinion => ({
  judge: "sha256:a",
  kind: "rule",
  outcome: "yes",
  reason: "",
  seen: [],
  citations: [],
  ...more,
});

describe("places that judges cite", () => {
  const messages = [
    { index: "1", messageId: "event:1", text: "Please read my statement." },
    {
      index: "2",
      messageId: "event:2",
      text: "",
      toolArguments: { to: "audit@billing.example" },
      toolResult: "sent 🙂 to audit",
    },
  ];
  const model = opinion({
    kind: "model",
    citations: [
      ...resolveCitation("2", ["🙂 to audit"], messages),
      ...resolveCitation("1", ["read my statement"], messages),
      ...resolveCitation("1", ["never said by anybody"], messages),
    ],
  });
  const rule = opinion({
    seen: [{ messageId: "event:1", kind: "message", position: [7, 24] }],
  });

  test("have numbers from the top, and one number however many cite them", () => {
    const { marks, grounds } = toMarks([model, rule]);
    expect(marks.map(({ number, messageId }) => [number, messageId])).toEqual([
      [1, "event:1"],
      [2, "event:2"],
    ]);
    expect(grounds.map(({ numbers }) => numbers)).toEqual([[1, 2], [1]]);
  });
  test("a quotation that is nowhere is told as such", () => {
    const [first] = toMarks([model, rule]).grounds;
    expect(first?.lost).toEqual([
      { quote: "never said by anybody", why: "No message says this, or anything near enough." },
    ]);
  });
  test("are found in their text, counted in code points", () => {
    const { marks } = toMarks([model, rule]);
    const result = { messageId: "event:2", kind: "tool_result", argument: null } as const;
    expect(toSegments("sent 🙂 to audit", marksIn(marks, result))).toEqual([
      { from: 0, text: "sent ", numbers: [], ends: [] },
      { from: 5, text: "🙂 to audit", numbers: [2], ends: [2] },
    ]);
  });
  test("an argument's mark stands in that argument alone", () => {
    const mark: Mark = {
      number: 1,
      messageId: "event:2",
      kind: "tool_arg",
      argument: "to",
      position: [0, 5],
    };
    const of = (argument: string) =>
      marksIn([mark], { messageId: "event:2", kind: "tool_arg", argument }).length;
    expect([of("to"), of("copies")]).toEqual([1, 0]);
  });
});

describe("cutting a text", () => {
  const marksOf = (spans: readonly (readonly [number, number])[]): Mark[] =>
    spans.map((position, i) => ({
      number: i + 1,
      messageId: "event:0",
      kind: "message",
      argument: null,
      position,
    }));
  const anySpans = fc.array(
    fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]): [number, number] => [a, a + b]),
    { maxLength: 6 },
  );
  const anyText = fc.string({ unit: "grapheme", maxLength: 50 });

  test("the pieces put together are the text, whatever was marked", () => {
    fc.assert(
      fc.property(anyText, anySpans, (text, spans) => {
        const pieces = toSegments(text, marksOf(spans));
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  });
  test("what is under a number is what was cited, and each number is printed once", () => {
    fc.assert(
      fc.property(anyText, anySpans, (text, spans) => {
        const pieces = toSegments(text, marksOf(spans));
        const points = toCodePoints(text);
        for (const [i, [start, end]] of spans.entries()) {
          const cited = sliceText(points, start, end);
          const under = pieces.filter(({ numbers }) => numbers.includes(i + 1));
          expect(under.map((piece) => piece.text).join("")).toBe(cited);
          const printed = pieces.filter(({ ends }) => ends.includes(i + 1)).length;
          expect(printed).toBe(cited === "" ? 0 : 1);
        }
      }),
    );
  });
  test("a mark of the whole text covers it", () => {
    const [mark] = marksOf([[0, 0]]);
    expect(toSegments("all of it", mark ? [{ ...mark, position: null }] : [])).toEqual([
      { from: 0, text: "all of it", numbers: [1], ends: [1] },
    ]);
  });
});
