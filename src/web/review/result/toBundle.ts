import type { z } from "zod";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { FindingBundle } from "#core/formats/findingBundle.ts";

/** A flaw in real software, as its form holds it; what is empty is unknown. */
export const FINDING_FIELDS = [
  "title",
  "component",
  "version",
  "weakness",
  "description",
  "reproducer",
  "expected",
  "actual",
  "boundary",
  "humanCheck",
  "duplicateSearch",
] as const;
export type FindingField = (typeof FINDING_FIELDS)[number];
export type FindingDraft = Readonly<Record<FindingField, string>>;

export const BLANK_FINDING: FindingDraft = {
  title: "",
  component: "",
  version: "",
  weakness: "",
  description: "",
  reproducer: "",
  expected: "",
  actual: "",
  boundary: "",
  humanCheck: "",
  duplicateSearch: "",
};

type Origin = {
  readonly page: Pick<ReviewPage, "ref" | "model" | "version">;
  readonly result: ReviewPage["results"][number];
  /** The agency that reports. */
  readonly party: string;
};

/**
 * The finding bundle that goes to the clearinghouse. It says where it comes from: the agency, the model that found it with its
 * version and scaffold, and the review and result by their references. Nothing of the result's own text goes along.
 */
export function toBundle(
  draft: FindingDraft,
  { page, result, party }: Origin,
): z.input<typeof FindingBundle> & Readonly<Record<`x-${string}`, unknown>> {
  const told = FINDING_FIELDS.map((field) => [field, draft[field].trim()] as const);
  return {
    title: "",
    ...Object.fromEntries(told.filter(([, text]) => text !== "")),
    foundBy: {
      party,
      model: page.model,
      modelVersion: page.version,
      ...(result.content.run ? { harness: result.content.run.scaffold } : {}),
    },
    "x-review": { ref: page.ref, result: result.id },
  };
}
