import { expect, test } from "vitest";
import { judgesSay } from "./judgesSay.ts";

const judge = (kind: "rule" | "model" | "person", digit: string) => ({
  kind,
  id: `sha256:${digit.repeat(64)}` as const,
});

test("judges are counted once however much they look at, those with the say first", () => {
  const judges = [judge("model", "a"), judge("model", "a"), judge("rule", "b"), judge("rule", "c")];
  expect(judgesSay(judges)).toBe("2 rules, then 1 model");
  expect(judgesSay([])).toBe("none");
});
