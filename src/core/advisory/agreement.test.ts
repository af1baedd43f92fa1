import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisories } from "../../testing/advisory.ts";
import { type Facts, factsOf, inCveTerms, type ReadFacts } from "./facts.ts";
import { fromCsaf } from "./fromCsaf.ts";
import { fromCve } from "./fromCve.ts";
import { fromMarkdown } from "./fromMarkdown.ts";
import { fromOpenVex } from "./fromOpenVex.ts";
import { fromOsv } from "./fromOsv.ts";
import { fromText } from "./fromText.ts";
import { toCsaf } from "./toCsaf.ts";
import { toCve } from "./toCve.ts";
import { toMarkdown } from "./toMarkdown.ts";
import { toOpenVex } from "./toOpenVex.ts";
import { toOsv } from "./toOsv.ts";
import { toText } from "./toText.ts";

const factsIn = (read: ReadFacts): Facts | readonly unknown[] =>
  read.ok ? read.facts : read.problems;
const throughJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

describe("all renderings of one version agree on products, versions, severity and dates", () => {
  const agrees = (read: (advisory: Parameters<typeof toCsaf>[0]) => unknown) =>
    fc.assert(
      fc.property(advisories, (advisory) => {
        expect(read(advisory)).toEqual(factsOf(advisory));
      }),
      { numRuns: 300 },
    );

  test("CSAF", () => agrees((advisory) => factsIn(fromCsaf(throughJson(toCsaf(advisory))))));
  test("OSV", () => agrees((advisory) => factsIn(fromOsv(throughJson(toOsv(advisory))))));
  test("OpenVEX", () =>
    agrees((advisory) => factsIn(fromOpenVex(throughJson(toOpenVex(advisory))))));
  test("Markdown", () => agrees((advisory) => fromMarkdown(toMarkdown(advisory))));
  test("plain text", () => agrees((advisory) => fromText(toText(advisory))));

  test("CVE, which has one word for fixed and never affected", () => {
    let records = 0;
    fc.assert(
      fc.property(advisories, (advisory) => {
        const record = toCve(advisory);
        if (!record.ok) return;
        records += 1;
        expect(factsIn(fromCve(throughJson(record.value)))).toEqual(inCveTerms(factsOf(advisory)));
      }),
      { numRuns: 500 },
    );
    expect(records).toBeGreaterThan(50);
  });
});
