import { expect, test } from "vitest";
import { toTestCase } from "../testCase.ts";
import { type EstimatePlan, estimateRun, SUPPOSED } from "./estimateRun.ts";

const PLAN: EstimatePlan = {
  repetitions: 2,
  concurrency: 4,
  turns: 5,
  system: null,
  hasTester: true,
  judgings: [3],
  price: null,
  supposed: SUPPOSED,
};
const prompt = toTestCase(
  { kind: "prompt", content: { title: "", system: null, message: "Hello" } },
  {},
);
const scenario = (script: string[]) =>
  toTestCase(
    { kind: "scenario", content: { title: "", system: null, goal: "g", script, mostTurns: 9 } },
    {},
  );

test("an estimate counts every call of target, tester and judges", () => {
  const estimate = estimateRun([prompt, scenario(["a", "b"]), scenario([])], PLAN);
  expect(estimate.trials).toBe(6);
  expect(estimate.target.calls).toBe(2 * (1 + 2 + 5));
  expect(estimate.tester.calls).toBe(2 * 5);
  expect(estimate.judges.calls).toBe(2 * 3 * 3);
  expect(estimate.seconds).toBe(Math.ceil(((16 + 10 + 18) * SUPPOSED.secondsPerCall) / 4));
  expect(estimate.cost).toBeNull();
});

test("a conversation costs more tokens than its turns alone, since it is sent again each time", () => {
  const plan = { ...PLAN, repetitions: 1, judgings: [], price: { input: 1, output: 0 } };
  const one = estimateRun([scenario(["same"])], plan);
  const two = estimateRun([scenario(["same", "same"])], plan);
  expect(two.target.inputTokens).toBeGreaterThan(3 * one.target.inputTokens);
  expect(two.cost).toBeCloseTo(two.target.inputTokens / 1e6, 9);
});
