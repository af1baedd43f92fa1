import { expect, test } from "vitest";
import { excludedSays, outcomeSays } from "./outcomeSays.ts";

test("an answer is told by its dimension's own word", () => {
  expect(outcomeSays("yes", "policy_violation")).toBe("violation");
  expect(outcomeSays("no", "overrefusal")).toBe("none");
  expect(outcomeSays("yes", "invents_a_source")).toBe("yes");
  expect(outcomeSays("no", "invents_a_source")).toBe("no");
});
test("no answer is never told as a no", () => {
  for (const outcome of ["unscored", "inconclusive", "not_applicable", "evidence_missing"] as const)
    expect(["no", "none"]).not.toContain(outcomeSays(outcome, "policy_violation"));
});
test("what was excluded is counted by reason", () => {
  const excluded = [
    { reason: "evidence_missing", n: 4 },
    { reason: "unscored", n: 1200 },
  ] as const;
  expect(excludedSays(excluded)).toBe("1,204 excluded: 4 evidence missing, 1,200 unscored");
  expect(excludedSays([])).toBe("none excluded");
});
