import { expect, test } from "vitest";
import { correctedSays, kappaSays, shareSays } from "./calibrationSays.ts";

const interval = { lower: 0.5958, upper: 0.981, confidence: 0.95, method: "Wilson" };

test("no figure stands without its interval and n", () => {
  expect(shareSays({ value: 0.9, n: 10, interval })).toEqual({
    value: "90.0",
    about: "59.6 to 98.1, n 10",
  });
  const kappa = { kappa: 0.4, agreement: 0.7, n: 50, interval: { ...interval, lower: -0.02 } };
  expect(kappaSays(kappa)).toEqual({ value: "0.40", about: "−0.02 to 0.98, n 50" });
  expect(kappaSays({ ...kappa, kappa: -0.001 })?.value).toBe("0.00");
  expect(correctedSays({ corrected: { rate: 0.29412, interval } })?.value).toBe("29.4");
});
test("what is not known is not a figure", () => {
  expect(shareSays({ value: null, n: 0, interval })).toBeNull();
  expect(kappaSays({ kappa: null, interval: null, agreement: 1, n: 12 })).toBeNull();
  expect(correctedSays({ corrected: null })).toBeNull();
});
