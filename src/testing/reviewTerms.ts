import fc from "fast-check";
import { ACCESS_MODES, VARIANTS } from "#core/review/reviewWords.ts";
import type { Terms } from "#core/review/terms.ts";

export const SOME_TERMS: Terms = {
  accessMode: "hosted-api",
  variants: ["final-checkpoint", "safeguards-off"],
  people: [
    { name: "V. Holm", party: "Model Test Bureau" },
    { name: "J. Łuczak", party: "Model Test Bureau" },
  ],
  agreedUses: ["Measure what the model can do against networks", "Write one report"],
  retentionDays: 30,
  onwardSharing: [{ with: "Energy Systems Laboratory", condition: "with the lab's reply" }],
  labLogs: true,
  destructionDate: "2026-10-11",
  promptsShownToLab: false,
  notes: "Clause 1.\n\n# Not a heading",
};

/** Texts as people write them, and as nobody should. */
const texts = fc.oneof(
  fc.constantFrom(
    "V. Holm",
    "Model Test Bureau",
    "| a * b",
    "<b>c</b>",
    "# d",
    "Ünïcödé",
    "e, f",
    "f",
  ),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text.replaceAll(/[^ -~]/g, "")}x`),
);

const uniqueBy = <T>(item: fc.Arbitrary<T>, of: (one: T) => string, minLength: number) =>
  fc.uniqueArray(item, {
    minLength,
    maxLength: 4,
    selector: (one) => of(one).normalize("NFKC").toLowerCase(),
  });

/** Terms that `parseTerms` takes. */
export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  accessMode: fc.constantFrom(...ACCESS_MODES),
  variants: fc.uniqueArray(fc.constantFrom(...VARIANTS)),
  people: uniqueBy(
    fc.record({ name: texts, party: texts }),
    ({ name, party }) => `${name}\n${party}`,
    0,
  ),
  agreedUses: uniqueBy(texts, (text) => text, 1),
  retentionDays: fc.nat({ max: 3650 }),
  onwardSharing: uniqueBy(fc.record({ with: texts, condition: texts }), (one) => one.with, 0),
  labLogs: fc.boolean(),
  destructionDate: fc.constantFrom("2026-10-11", "2026-12-31", "2028-02-29"),
  promptsShownToLab: fc.boolean(),
  notes: fc.oneof(fc.constant(""), texts),
});
