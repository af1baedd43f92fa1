import { expect, test } from "vitest";
import { countPlaces, groupFindings } from "./grouped.ts";

const at = (ruleId: string, start: number, part = "body") => ({
  ruleId,
  action: "rewrite",
  detector: "pattern",
  part,
  start,
  end: start + 4,
});

test("findings of a rule stand together, and what two readers found is one place", () => {
  const findings = [
    at("a/x", 0),
    at("a/y", 4),
    at("a/x", 9),
    at("a/x", 0),
    at("a/x", 0, "subject"),
  ];
  expect(
    groupFindings(findings).map(({ finding, at: places }) => [finding.ruleId, places]),
  ).toEqual([
    ["a/x", [0, 2]],
    ["a/y", [1]],
    ["a/x", [4]],
  ]);
  expect(countPlaces(findings)).toBe(4);
  expect(groupFindings([])).toEqual([]);
});
