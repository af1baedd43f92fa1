import type { z } from "zod";
import { CaseParams } from "../page.ts";
import { route } from "../route.ts";
import { CasePage } from "./casePage.ts";

/** A change of a case by the desk; answers with the case as it now stands. */
export const change = <const I extends string, const V extends string, B extends z.ZodType>(
  id: I,
  verb: V,
  summary: string,
  body: B,
) =>
  route({
    id,
    method: "POST",
    path: `/api/cases/:ref/${verb}`,
    summary,
    permission: "case.work",
    audit: "decision",
    ofCase: true,
    params: CaseParams,
    body,
    answer: CasePage,
  });
