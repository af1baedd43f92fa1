import { submitReport } from "#contract/clearinghouse/report.ts";
import type { Tlp } from "#contract/clearinghouse/words.ts";
import { fileFinding } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { ApiError, call } from "../../api.ts";
import type { toBundle } from "./toBundle.ts";

/** Sends the report, and answers its reference; the same bytes again are the same report. Throws `ApiError` with its faults. */
export async function fileReport(
  { ref }: Pick<ReviewPage, "ref">,
  bundle: ReturnType<typeof toBundle>,
  tlp: (typeof Tlp.options)[number],
): Promise<string> {
  const { report, problems } = await call(submitReport, {
    query: { format: "assay", name: `${ref}.json`, tlp },
    body: new Blob([JSON.stringify(bundle)], { type: "application/json" }),
  });
  if (report !== null) return report;
  throw new ApiError({
    type: "about:blank",
    title: "Could not be done",
    status: 422,
    code: "report/faults",
    detail: "The clearinghouse does not take it as it is. Nothing was stored.",
    problems,
  });
}

/** Keeps the reference of a report with the result that it came from. */
export const recordReport = (
  { ref }: Pick<ReviewPage, "ref">,
  { id }: Pick<ReviewPage["results"][number], "id">,
  reportRef: string,
  headers: Record<string, string>,
): Promise<ReviewPage> =>
  call(fileFinding, { params: { ref }, headers, body: { resultId: id, reportRef } });
