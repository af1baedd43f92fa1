import fc from "fast-check";
import { expect, test } from "vitest";
import { readBundle } from "#core/formats/bundle.ts";
import { BLANK_FINDING, FINDING_FIELDS, toBundle } from "./toBundle.ts";

const result = {
  id: "RS-1",
  partyId: "00000000-0000-4000-8000-000000000001",
  by: "V. Holm",
  at: "2026-09-20T10:00:00Z",
  content: {
    claim: "A sentence that only lab and agency read.",
    method: "Another one.",
    evidence: "repeated",
    severity: "high",
    confidence: "high",
    integrity: "clean",
    run: {
      model: "Meridian 4",
      scaffold: "bench-agent 2",
      budget: "8 h",
      seeds: "1 to 5",
      environment: "no network",
    },
  },
  reply: null,
  shared: null,
  reports: [],
} as const;
const page = { ref: "RV-2026-0007", model: "Meridian", version: "4" };
const origin = { page, result: { ...result, reports: [] }, party: "Model Test Bureau" };
const title = "A crafted index writes past a heap block";

test("the clearinghouse reads the bundle, with the agency, the model and its scaffold as its origin", () => {
  const draft = { ...BLANK_FINDING, title, component: "pkg:generic/libharbor", version: "3.2.1" };
  const read = readBundle(toBundle(draft, origin), new Map());
  expect(read).toMatchObject({
    ok: true,
    finding: {
      title,
      component: "pkg:generic/libharbor",
      version: "3.2.1",
      foundBy: {
        party: "Model Test Bureau",
        model: "Meridian",
        modelVersion: "4",
        harness: "bench-agent 2",
      },
    },
  });
});

test("the bundle names review and result, and holds nothing of the result's text", () => {
  const texts = Object.fromEntries(FINDING_FIELDS.map((field) => [field, fc.string()]));
  fc.assert(
    fc.property(fc.record(texts), (drawn) => {
      const bundle = JSON.stringify(toBundle({ ...BLANK_FINDING, ...drawn }, origin));
      expect(bundle).toContain(`"x-review":{"ref":"RV-2026-0007","result":"RS-1"}`);
      expect(bundle).not.toContain(result.content.claim);
      expect(bundle).not.toContain(result.content.method);
    }),
  );
});

test("what was left empty is unknown, and not an empty text", () => {
  const bundle = toBundle({ ...BLANK_FINDING, title, expected: "  " }, origin);
  expect(Object.keys(bundle).sort()).toEqual(["foundBy", "title", "x-review"]);
});
