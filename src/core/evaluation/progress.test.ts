import { describe, expect, test } from "vitest";
import { beginPace, foldPace, rateOf } from "./progress.ts";

const paceAfter = (steps: readonly (readonly [at: number, done: number])[]) =>
  steps.reduce((pace, [at, done]) => foldPace(pace, at, done), beginPace(0, 10));

describe("progress", () => {
  test("is not told before anything was done", () => {
    expect(rateOf(beginPace(0, 10), 100)).toEqual({ perSecond: null, secondsLeft: null });
    expect(rateOf(paceAfter([[1000, 10]]), 100)).toEqual({ perSecond: null, secondsLeft: null });
  });

  test("counts only what was done now", () => {
    expect(rateOf(paceAfter([[2000, 30]]), 130)).toEqual({ perSecond: 10, secondsLeft: 10 });
  });

  test("follows an endpoint that slows down", () => {
    const quick = Array.from(
      { length: 60 },
      (_, i) => [(i + 1) * 1000, 10 + (i + 1) * 10] as const,
    );
    const slow = Array.from({ length: 60 }, (_, i) => [(61 + i) * 1000, 610 + i + 1] as const);
    expect(rateOf(paceAfter([...quick, ...slow]), 1000).perSecond).toBeCloseTo(1, 1);
  });

  test("holds few samples however many trials there are", () => {
    const many = Array.from({ length: 50_000 }, (_, i) => [i, i] as const);
    expect(paceAfter(many).samples.length).toBeLessThan(80);
  });
});
