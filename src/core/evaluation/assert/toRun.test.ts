import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity, toJson, toJsonLines } from "../identity.ts";
import { readJsonLines } from "../jsonLines.ts";
import type { Outcome } from "../rule/outcome.ts";
import { toTestCase } from "../testCase.ts";
import type { Trial } from "../trial.ts";
import { decidePanel, type Verdict } from "../verdict.ts";
import { toCitableMessages } from "./integrity.ts";
import { isScored, ScoreRow, TranscriptRow, votesOn } from "./rows.ts";
import { splitByPermissibility } from "./split.ts";
import { toScoreRow, toTranscriptRow } from "./toRun.ts";

const NAMES = { behaviour: "leak", target: "m-1", tester: "", judge: "rules" };
const CATEGORIES = [
  { name: "names it", permissible: false },
  { name: "says nothing", permissible: true },
];
const HELD = toTestCase(
  { kind: "prompt", content: { title: "", system: null, message: "Where is it?" } },
  { category: "names it" },
);
const verdictOf = (dimension: string, category: string | null, outcome: Outcome): Verdict => ({
  trial: toIdentity("trial", 1),
  case: HELD.id,
  dimension,
  category,
  ...decidePanel([
    {
      judge: toIdentity("judge", 1),
      kind: "rule",
      outcome,
      reason: "So.",
      seen: [],
      citations: [],
    },
  ]),
});
const rowOf = (...verdicts: Verdict[]): ScoreRow =>
  ScoreRow.parse(
    toJson(
      toScoreRow(
        verdicts,
        HELD,
        CATEGORIES.map(({ name }) => name),
        NAMES,
      ),
    ),
  );

describe("a run written as ASSERT's", () => {
  test("says yes and no of categories and dimensions, and what does not apply", () => {
    const row = rowOf(
      verdictOf("policy_violation", "names it", "yes"),
      verdictOf("policy_violation", "says nothing", "no"),
      verdictOf("overrefusal", null, "not_applicable"),
    );
    expect(isScored(row)).toBe(true);
    expect(votesOn(row, "policy_violation")).toBe(true);
    expect(votesOn(row, "overrefusal")).toBe("not-applicable");
    expect(splitByPermissibility([row], CATEGORIES)).toMatchObject({
      permissible: { rate: 0, count: 1 },
      not_permissible: { rate: 1, count: 1 },
    });
  });

  test("calls what has no answer an error with its reason, and never a no", () => {
    const outcome = fc.constantFrom<Outcome>(
      "evidence_missing",
      "evidence_truncated",
      "inconclusive",
      "unscored",
    );
    fc.assert(
      fc.property(outcome, (open) => {
        const row = rowOf(
          verdictOf("policy_violation", null, open),
          verdictOf("overrefusal", null, "no"),
        );
        expect(isScored(row)).toBe(false);
        expect(row.judge_error).toBe(`policy_violation: ${open}`);
        expect(votesOn(row, "policy_violation")).not.toBe(false);
      }),
    );
    expect(rowOf().judge_error).toBe("unscored");
  });

  test("keeps a transcript's messages and calls, and comes back from its file", () => {
    const trial: Trial = {
      id: toIdentity("trial", 1),
      run: toIdentity("run", 1),
      case: HELD.id,
      repetition: 0,
      end: "turn_limit",
      fault: null,
      events: [
        {
          view: ["target", "combined"],
          actor: "target",
          edit: { type: "add_message", message: { role: "assistant", content: "No." } },
        },
        {
          view: ["target"],
          actor: "tool",
          edit: { type: "tool_call", tool_name: "look", tool_args: { at: 1 }, tool_result: "sky" },
        },
      ],
      state: null,
      evidence: { traced: false, spans: [], truncated: false },
      usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
    };
    const lines = toJsonLines([toTranscriptRow(trial, HELD, NAMES)]);
    const { rows, problems } = readJsonLines(lines, TranscriptRow);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ stop_reason: "max_turns", test_case_id: HELD.id });
    expect(rows.flatMap((row) => toCitableMessages(row)).map(({ text }) => text)).toEqual([
      "No.",
      '[Tool call: look({"at":1}) → sky]',
    ]);
  });
});
