import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisories } from "../../testing/advisory.ts";
import { stepsOf } from "../jsonPointer.ts";
import type { Advisory } from "./advisory.ts";
import { csafSource, cveSource, openVexSource, osvSource } from "./editorPointer.ts";
import { exampleAdvisory } from "./exampleAdvisory.ts";
import { toCsaf } from "./toCsaf.ts";
import { toCve } from "./toCve.ts";
import { toOpenVex } from "./toOpenVex.ts";
import { toOsv } from "./toOsv.ts";
import { validateAdvisory } from "./validateAdvisory.ts";

const changed = (change: Partial<Advisory>): Advisory => ({ ...exampleAdvisory, ...change });

describe("live validation", () => {
  test("an advisory without faults is ready in every format", async () => {
    expect(await validateAdvisory(exampleAdvisory)).toEqual({
      isReady: true,
      advisory: [],
      csaf: { state: "valid" },
      osv: { state: "valid" },
      cve: { state: "valid" },
      openvex: { state: "valid" },
    });
  });

  test("without a recorded CVE id there is no CVE record, and that holds nothing up", async () => {
    expect(await validateAdvisory(changed({ cveId: null }))).toMatchObject({
      isReady: true,
      cve: { state: "absent", refusal: { code: "advisory/no-cve-id" } },
    });
  });

  test("any valid advisory is ready", async () => {
    await fc.assert(
      fc.asyncProperty(advisories, async (advisory) => {
        expect(await validateAdvisory(advisory)).toMatchObject({ isReady: true, advisory: [] });
      }),
      { numRuns: 30 },
    );
  });

  const [product] = exampleAdvisory.products;
  const withProduct = (change: object) =>
    changed({ products: [{ ...product, ...change } as Advisory["products"][number]] });

  test.each<[string, unknown, string, string]>([
    ["a title of two lines", changed({ title: "a\nb" }), "advisory/shape", "/title"],
    ["text that reorders itself", changed({ title: "a \u202e b" }), "advisory/shape", "/title"],
    ["an unknown field", { ...exampleAdvisory, cleared: true }, "advisory/shape", ""],
    [
      "a script for a link",
      changed({ references: [{ url: "javascript:alert(1)", title: "x", kind: "web" }] }),
      "advisory/shape",
      "/references/0/url",
    ],
    [
      "a score that the vector does not give",
      changed({
        severity: [{ version: "3.1", vector: exampleAdvisory.severity[0]?.vector ?? "", score: 5 }],
      }),
      "advisory/severity-score",
      "/severity/0/score",
    ],
    [
      "no CVSS 3.1 for an affected product",
      changed({ severity: [] }),
      "advisory/severity-missing",
      "/severity",
    ],
    [
      "a weakness under another name",
      changed({ weaknesses: [{ id: "CWE-787", name: "Overflow" }] }),
      "advisory/weakness-name",
      "/weaknesses/0/name",
    ],
    [
      "a category for a weakness",
      changed({ weaknesses: [{ id: "CWE-16", name: "Configuration" }] }),
      "advisory/weakness-unknown",
      "/weaknesses/0/id",
    ],
    [
      "an affected product without a way out",
      changed({ remediations: [] }),
      "advisory/remediation-missing",
      "/products/0",
    ],
    [
      "a purl with a version",
      withProduct({ purl: "pkg:cargo/tide-proxy@1.0.0" }),
      "advisory/purl-version",
      "/products/0/purl",
    ],
    [
      "a purl in another spelling",
      withProduct({ purl: "pkg:Cargo/tide-proxy" }),
      "advisory/purl-canonical",
      "/products/0/purl",
    ],
    ["no purl at all", withProduct({ purl: "tide-proxy" }), "advisory/purl", "/products/0/purl"],
    [
      "a range in a version's place",
      withProduct({ versions: ["< 2"] }),
      "advisory/shape",
      "/products/0/versions/0",
    ],
    [
      "a SemVer range that is none",
      withProduct({
        ranges: [{ type: "semver", introduced: "v1", fixed: null, lastAffected: null }],
      }),
      "advisory/range-bound",
      "/products/0/ranges/0/introduced",
    ],
    [
      "a version affected and fixed",
      withProduct({ versions: ["5.4.1"] }),
      "advisory/contradiction",
      "/products/0/ranges/0/fixed",
    ],
    [
      "a range with two ends",
      withProduct({
        ranges: [{ type: "semver", introduced: null, fixed: "2.0.0", lastAffected: "1.9.0" }],
      }),
      "advisory/range-end",
      "/products/0/ranges/0/lastAffected",
    ],
    [
      "commits of no repository",
      withProduct({
        repository: null,
        ranges: [{ type: "git", introduced: null, fixed: "0".repeat(40), lastAffected: null }],
      }),
      "advisory/range-repository",
      "/products/0/ranges/0/type",
    ],
    [
      "not affected without a reason",
      withProduct({ status: "known_not_affected", fixedVersions: [] }),
      "advisory/reason",
      "/products/0/justification",
    ],
    [
      "a revision left out",
      changed({ version: 3 }),
      "advisory/revision-missing",
      "/dates/revisions",
    ],
    [
      "a current date that no revision has",
      changed({ dates: { ...exampleAdvisory.dates, current: "2026-12-24T00:00:00Z" } }),
      "advisory/current",
      "/dates/current",
    ],
  ])("%s is told at its field, and holds up publication", async (_, advisory, rule, pointer) => {
    const validation = await validateAdvisory(advisory);
    expect(validation.isReady).toBe(false);
    expect(validation.advisory).toContainEqual(expect.objectContaining({ rule, pointer }));
  });
});

/** Every place in a document. */
function placesOf(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesOf(one, `${at}/${key}`))];
}

const holds = (document: unknown, pointer: string): boolean =>
  stepsOf(pointer).reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    document,
  ) !== undefined;

const recordOf = (advisory: Advisory): unknown => {
  const record = toCve(advisory);
  return record.ok ? record.value : undefined;
};

describe("every place in a rendering leads to a field of the advisory", () => {
  test.each([
    ["CSAF", toCsaf, csafSource],
    ["OSV", toOsv, osvSource],
    ["OpenVEX", toOpenVex, openVexSource],
    ["CVE", recordOf, cveSource],
  ])("%s", (_, render, source) => {
    fc.assert(
      fc.property(advisories, (advisory) => {
        const document: unknown = render(advisory);
        const lost = placesOf(document).filter(
          (place) => !holds(advisory, source(advisory, place, document)),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("a fault at an affected range leads to that range", () => {
    const document = toCsaf(exampleAdvisory);
    const place = "/vulnerabilities/0/product_status/known_affected/0";
    expect(csafSource(exampleAdvisory, place, document)).toBe("/products/0/ranges/0");
  });
});
