import { expect, test } from "vitest";
import { answersFor, decideAnswer, type Question } from "./decideEscalation.ts";

const now = new Date("2026-09-22T09:40:00Z");
const question: Question = {
  verdict: "escalate",
  state: "waiting",
  expiresAt: new Date("2026-09-22T09:45:00Z"),
  sentBy: "ada",
  held: { rewrite: { body: "x" } },
};

test.each([
  [{}, "bob", ["as-is", "rewrite", "block"]],
  [{}, "ada", ["rewrite", "block"]],
  [{ verdict: "block" }, "bob", ["rewrite", "block"]],
  [{ held: { rewrite: null } }, "bob", ["as-is", "block"]],
  [{ verdict: "block", held: { rewrite: null } }, "bob", ["block"]],
  [{ state: "released", held: null }, "bob", []],
  [{ state: "expired" }, "bob", []],
  [{ expiresAt: now }, "bob", []],
] as const)("of %j, %s may answer %j", (change, person, expected) => {
  expect(answersFor({ ...question, ...change }, person, now)).toEqual(expected);
});

test("each no has a reason of its own", () => {
  const codeOf = (change: Partial<Question>, answer: "as-is" | "rewrite", person = "bob") => {
    const decided = decideAnswer({ ...question, ...change }, person, answer, now);
    return decided.ok ? "ok" : decided.refusal.code;
  };
  expect([
    codeOf({ state: "expired" }, "as-is"),
    codeOf({ state: "blocked", held: null }, "as-is"),
    codeOf({ held: { rewrite: null } }, "rewrite"),
    codeOf({ verdict: "block" }, "as-is"),
    codeOf({}, "as-is", "ada"),
  ]).toEqual([
    "guard/expired",
    "guard/decided",
    "guard/no-rewrite",
    "guard/blocks",
    "guard/own-words",
  ]);
});
