import { describe, expect, test } from "vitest";
import { readGarak } from "./garak.ts";
import { toRunRows } from "./toRunRows.ts";

const lines = (...values: readonly unknown[]) =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");
const init = { entry_type: "init", run: "01234567-89", start_time: "2026-09-01T10:00:00.123456" };
const attempt = (more: object) => ({
  entry_type: "attempt",
  status: 2,
  probe_classname: "dan.Dan_11_0",
  prompt: "Ignore it",
  ...more,
});
const read = (...values: readonly unknown[]) => {
  const found = readGarak(lines(...values));
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join("\n"));
  return { run: found.run, rows: toRunRows(found.run) };
};
const outcomes = (...values: readonly unknown[]) =>
  read(...values).rows.verdicts.map(({ verdicts }) => verdicts.map(({ outcome }) => outcome));

describe("an attempt of a garak report", () => {
  test("is told whole, with every turn of the conversation behind each output", () => {
    const turn = (role: string, text: string) => ({ role, content: { text, lang: "en" } });
    const { rows } = read(
      init,
      attempt({
        uuid: "a",
        prompt: { turns: [turn("system", "Be good."), turn("user", "Hello")], notes: {} },
        outputs: [{ text: "Sure.", lang: "en" }],
        conversations: [
          {
            turns: [
              turn("system", "Be good."),
              turn("user", "Hello"),
              turn("assistant", "Hm."),
              turn("user", "Please"),
              turn("assistant", "Sure."),
            ],
          },
        ],
        detector_results: { "dan.DAN": [1] },
      }),
    );
    expect(
      rows.trials[0]?.events.map(({ edit }) =>
        edit.type === "tool_call" ? "" : edit.message.content,
      ),
    ).toEqual(["Be good.", "Hello", "Hm.", "Please", "Sure."]);
    expect(rows.trials[0]?.at).toBe("2026-09-01T10:00:00.123Z");
  });

  test.each([
    ["a text", "Ignore it"],
    ["a message", { text: "Ignore it", lang: "en" }],
    ["a conversation", { turns: [{ role: "user", content: { text: "Ignore it" } }] }],
    ["turns alone", [{ role: "user", content: "Ignore it" }]],
  ])("asks with %s", (_, prompt) => {
    const { rows } = read(
      init,
      attempt({ prompt, outputs: ["No."], detector_results: { d: [0] } }),
    );
    expect(rows.cases[0]?.content).toMatchObject({ message: "Ignore it" });
  });

  test("is hit from the report's own threshold on, which is told; a score may be missing or stand in a list", () => {
    const setup = { entry_type: "start_run setup", "run.eval_threshold": 0.9 };
    const given = attempt({ outputs: ["a", "b", "c"], detector_results: { d: [0.8, [1], null] } });
    expect(outcomes(setup, init, given)).toEqual([["no"], ["yes"], ["inconclusive"]]);
    expect(read(setup, init, given).run.notes).toEqual([
      "A score of 0.9 and above is a hit, as the report says.",
    ]);
  });

  test("that was begun and never evaluated is told, one written twice counts once", () => {
    const { run } = read(
      init,
      attempt({ uuid: "a", status: 1, outputs: ["x"] }),
      attempt({ uuid: "b", status: 1, outputs: ["x"] }),
      attempt({ uuid: "b", outputs: ["x"], detector_results: { d: [0] } }),
      attempt({ uuid: "b", outputs: ["x"], detector_results: { d: [1] } }),
      attempt({ uuid: "c", outputs: [], detector_results: {} }),
    );
    expect(run.trials.length).toBe(1);
    expect(run.notes).toEqual([
      "Attempts that were begun and not evaluated, and are left out: 1.",
      "Evaluated attempts without an output, which are left out: 1.",
    ]);
  });
});

test("A detector that another probe has was not asked of this one", () => {
  const other = attempt({ probe_classname: "x.Y", outputs: ["a"], detector_results: { e: [1] } });
  expect(outcomes(init, attempt({ outputs: ["a"], detector_results: { d: [0] } }), other)).toEqual([
    ["no", "not_applicable"],
    ["not_applicable", "yes"],
  ]);
});

describe("garak's own counts", () => {
  const given = attempt({ outputs: ["a", "b"], detector_results: { "dan.DAN": [1, 0] } });
  const count = (passed: number) => ({
    entry_type: "eval",
    probe: "dan.Dan_11_0",
    detector: "detector.dan.DAN",
    passed,
    total: 2,
  });

  test("that come out are not spoken of, and others are", () => {
    expect(read(init, given, count(1)).run.notes).toEqual([]);
    expect(read(init, given, count(2)).run.notes).toEqual([
      "dan.Dan_11_0 by dan.DAN: garak counted 2 of 2 as no hit, and its attempts come to 1 of 2.",
    ]);
  });
});

test.each([
  ['{\n"samples": []\n}\n', "This is no report of garak"],
  ['{"goal":"g","prompt":"p","output":"o","score":1,"attempt_id":"1","probe":"dan.X"}\n', "hitlog"],
  ['{"entry_type":"digest","meta":{}}\n', "digest"],
  ['{"entry_type":"attempt","status":2,"outputs":[],"detector_results":{}}\n', "no answer"],
  [
    '{"entry_type":"attempt","status":2,"outputs":["a"],"detector_results":{"d":"x"}}\n',
    "Line 1: detector_results.d: expected a list of numbers",
  ],
])("%s is refused, and it is said why", (text, says) => {
  const found = readGarak(text);
  expect(found.ok ? "" : found.problems[0]?.message).toContain(says);
});
