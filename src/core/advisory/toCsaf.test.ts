import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisories } from "../../testing/advisory.ts";
import { exampleAdvisory } from "./exampleAdvisory.ts";
import { parseAdvisory } from "./parseAdvisory.ts";
import { toCsaf } from "./toCsaf.ts";
import { validateCsaf } from "./validateCsaf.ts";

describe("CSAF 2.0", () => {
  test("the advisories these tests draw are valid ones", () => {
    fc.assert(
      fc.property(advisories, (advisory) => {
        expect(parseAdvisory(advisory)).toEqual({ ok: true, advisory });
      }),
      { numRuns: 300 },
    );
  });

  test("any advisory passes the schema and every mandatory and optional test", async () => {
    await fc.assert(
      fc.asyncProperty(advisories, async (advisory) => {
        expect(await validateCsaf(toCsaf(advisory))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  type Document = ReturnType<typeof exampleDocument>;
  const exampleDocument = () =>
    structuredClone(toCsaf(exampleAdvisory)) as {
      document: { lang?: string; tracking: { version: string } };
      product_tree: { branches: { name: string }[] };
      vulnerabilities: { cwe?: { name: string }; remediations?: unknown; scores?: unknown }[];
    };

  test.each<[string, (document: Document) => void]>([
    ["csaf_2_0_strict", ({ document }) => Object.assign(document, { title: "" })],
    ["csaf_2_0_strict", ({ document }) => Object.assign(document, { cleared: true })],
    [
      "mandatoryTest_6_1_11",
      ({ vulnerabilities: [one] }) => one?.cwe && Object.assign(one.cwe, { name: "x" }),
    ],
    ["mandatoryTest_6_1_16", ({ document }) => Object.assign(document.tracking, { version: "7" })],
    ["optionalTest_6_2_2", ({ vulnerabilities: [one] }) => delete one?.remediations],
    ["optionalTest_6_2_3", ({ vulnerabilities: [one] }) => delete one?.scores],
    ["optionalTest_6_2_12", ({ document }) => delete document.lang],
  ])("a document that breaks %s is told so", async (rule, damage) => {
    const document = exampleDocument();
    damage(document);
    const rules = (await validateCsaf(document)).map((one) => one.rule);
    expect(rules).toContain(`csaf/${rule}`);
  });
});
