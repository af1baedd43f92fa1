import { z } from "zod";
import { COVERAGE } from "#core/review/reviewWords.ts";
import { Day } from "../page.ts";
import { route } from "../route.ts";
import { CoverageShape, Declared, Enquiry, Prose, ReviewParams } from "./shapes.ts";

const CoverageLine = Declared.extend({
  enquiry: Enquiry.nullable(),
  coverage: CoverageShape.nullable(),
});
export type CoverageLine = z.infer<typeof CoverageLine>;

export const listCoverage = route({
  id: "listCoverage",
  method: "GET",
  path: "/api/coverage",
  summary: "Coverage enquiries of labs, with what has been recorded",
  permission: "review.cover",
  audit: "none",
  answer: z.object({ items: z.array(CoverageLine) }),
});

export const recordCoverage = route({
  id: "recordCoverage",
  method: "POST",
  path: "/api/coverage/:ref",
  summary:
    "Record whether a model is covered, until when, and on what basis; Assay never computes it",
  permission: "review.cover",
  audit: "decision",
  params: ReviewParams,
  body: z.strictObject({ coverage: z.enum(COVERAGE), until: Day.nullable(), basis: Prose }),
  answer: CoverageLine,
});
