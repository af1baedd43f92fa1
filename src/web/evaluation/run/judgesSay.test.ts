import { expect, test } from "vitest";
import { judgesSay, modelsOf } from "./judgesSay.ts";

const judge = (kind: "rule" | "model" | "person", digit: string) => ({
  kind,
  id: `sha256:${digit.repeat(64)}` as const,
});

test("judges are counted once however much they look at, those with the say first", () => {
  const judges = [judge("model", "a"), judge("model", "a"), judge("rule", "b"), judge("rule", "c")];
  expect(judgesSay(judges)).toBe("2 rules, then 1 model");
  expect(judgesSay([])).toBe("none");
});

test("a model that somebody checked in one respect alone is not a checked one", () => {
  const half = { ...judge("model", "a"), name: "j-alpha", calibrated: true };
  expect(modelsOf([half, { ...half, calibrated: false }])).toEqual([
    { id: half.id, name: "j-alpha", calibrated: false },
  ]);
  expect(modelsOf([half, { ...judge("rule", "b"), name: "order", calibrated: true }])).toHaveLength(
    1,
  );
});
