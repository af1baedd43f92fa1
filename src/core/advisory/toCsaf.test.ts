import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisories } from "../../testing/advisory.ts";
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
});
