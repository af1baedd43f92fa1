import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK } from "../../testing/guardSample.ts";
import { lintPack } from "./lintPack.ts";
import type { PackRule } from "./pack.ts";

const good: PackRule = {
  id: "own/key",
  type: "secret.key",
  citation: { standard: "Sample", clause: "1", url: "https://example.org/" },
  action: "rewrite",
  detector: { kind: "pattern", pattern: "\\bAK[A-Z0-9]{8}\\b" },
  examples: ["AK12345678"],
  counterExamples: ["AK1"],
};
const options = { checks: SAMPLE_CHECKS, unbounded: "refuse", needsExamples: true } as const;
const lint = (change: object) =>
  lintPack({ id: "own", version: "1", rules: [{ ...good, ...change }] }, options).map(
    ({ rule }) => rule,
  );
const pattern = (source: string, more: object = {}) => ({
  detector: { kind: "pattern", pattern: source, ...more },
});

describe("a pack is loaded", () => {
  test("when nothing is wrong with it", () => {
    expect(lint({})).toEqual([]);
    expect(lintPack(SAMPLE_PACK, options)).toEqual([]);
  });

  test.each<[string, string, object]>([
    ["nothing is found in an example", "guard/example", { examples: ["AK1"] }],
    ["there is no example", "guard/example", { examples: [] }],
    [
      "something is found in a counter-example",
      "guard/counter-example",
      { counterExamples: ["AK87654321"] },
    ],
    ["it cites nothing", "guard/citation", { citation: { standard: "", clause: "", url: "" } }],
    ["a match may have any length", "guard/span", pattern("AK[A-Z0-9]+")],
    ["a match may be very long", "guard/span", pattern("AK(?:[A-Z0-9]{4000}){3}")],
    ["nothing in it can be searched for", "guard/pattern", pattern("[a-zA-Z0-9]{8,9}")],
    ["it looks around", "guard/pattern", pattern("(?<=x)AK12")],
    ["it refers back", "guard/pattern", pattern("(AK)\\1")],
    ["its repeats multiply", "guard/pattern", pattern("AK(?:a{1000}){1000}")],
    ["it matches nothing at all", "guard/empty", pattern("(?:AK)?")],
    ["it asks for an unknown check", "guard/check", pattern("AK12345678", { check: "nothing" })],
    ["it asks for a group it does not have", "guard/group", pattern("AK12345678", { group: 2 })],
    [
      "its rewriting is found again",
      "guard/settle",
      { ...pattern("key=\\S{3,40}"), examples: ["key=abcdef"], replacement: "key=none" },
    ],
    ["its id is another pack's", "guard/id", { id: "other/key" }],
  ])("but not when %s", (_, fault, change) => {
    expect(lint(change)).toContain(fault);
  });

  test("with every fault named, by place and remedy", () => {
    const problems = lintPack(
      { id: "own", version: "1", rules: [good, { ...good, ...pattern("x+") } as PackRule] },
      options,
    );
    expect(problems).toMatchObject([
      { rule: "guard/id", pointer: "/rules/1/id" },
      {
        rule: "guard/span",
        pointer: "/rules/1/detector/pattern",
        message: expect.stringContaining("{n,m}"),
      },
    ]);
  });
});
