import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GENERATED_CHECKS } from "./generatedCheck.ts";

const isGenerated = (found: string) =>
  GENERATED_CHECKS.generated({ found, match: found, before: "", after: "" });

describe("what follows an issuer's beginning", () => {
  test.each([
    "md-outlined-text-field-container",
    "vcn_network_security_group_ids",
    "lip_sync_animation",
  ])("is a row of words: %s", (text) => {
    expect(isGenerated(text)).toBe(false);
  });
  test("is nearly never taken for words when a generator made it", () => {
    const made = ["[A-Za-z0-9]{22}", "[a-z0-9]{24}", "[0-9a-f]{32}", "[A-Za-z0-9_-]{22}"].flatMap(
      (of) => fc.sample(fc.stringMatching(new RegExp(`^${of}$`)), { numRuns: 300, seed: 5 }),
    );
    expect(made.filter((text) => !isGenerated(`lip_${text}`)).length).toBeLessThan(12);
  });
});
