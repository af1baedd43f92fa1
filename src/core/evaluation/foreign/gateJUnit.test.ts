import { describe, expect, test } from "vitest";
import { compareUnpaired } from "../compare.ts";
import { type GateReport, toComparisonRow } from "../judgedRun.ts";
import { toGateJUnit } from "./gateJUnit.ts";

const row = toComparisonRow(compareUnpaired("m", new Map([["a", true]]), new Map(), 0.95));
const metric = (name: string, decision: GateReport["decision"]) => ({
  ...row,
  metric: name,
  decision,
  power: null,
  cases_to_decide: null,
});

describe("a gate's answer as JUnit", () => {
  test("fails where a metric blocks, is an error where it cannot tell, and escapes what it quotes", () => {
    const text = toGateJUnit("a & b", {
      decision: "BLOCK",
      reasons: [
        { decision: "BLOCK", code: "gate/limit", message: "5 < 6", metric: "leak" },
        { decision: "INCONCLUSIVE", code: "gate/power", message: "Too few.", metric: "tone" },
      ],
      power: null,
      cases_to_decide: null,
      metrics: [metric("leak", "BLOCK"), metric("tone", "INCONCLUSIVE"), metric("ok", "PASS")],
    });
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="a &amp; b" tests="3" failures="1" errors="1" skipped="0">
  <testsuite name="gate" tests="3" failures="1" errors="1" skipped="0">
    <testcase classname="gate" name="leak"><failure message="BLOCK">5 &lt; 6</failure></testcase>
    <testcase classname="gate" name="tone"><error message="INCONCLUSIVE">Too few.</error></testcase>
    <testcase classname="gate" name="ok"/>
  </testsuite>
</testsuites>
`);
  });
});
