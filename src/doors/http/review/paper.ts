import { exportReview as makeExport } from "#actions/review/exportReview.ts";
import { writeDates, writeReport } from "#actions/review/writePapers.ts";
import * as contract from "#contract/review/review.ts";
import { ok } from "#core/result.ts";
import { PAPER_POLICY } from "#core/review/paper/toHtml.ts";
import { on } from "../bind.ts";
import { textOf } from "../outgoing.ts";
import { callerOf } from "./caller.ts";

const named = (ref: string, ending: string) => `attachment; filename="${ref}.${ending}"`;

export const paperRoutes = [
  on(contract.reviewDates, async ({ deps, asker, params, request, reply }) => {
    const dates = await writeDates(deps, asker, callerOf(request, asker), params.ref);
    if (!dates.ok) return dates;
    reply.header("content-disposition", named(params.ref, "ics"));
    reply.type("text/calendar; charset=utf-8");
    return ok(textOf(dates.value));
  }),
  on(contract.reviewReport, async ({ deps, asker, params, query, request, reply }) => {
    const { ref, form } = params;
    const wanted = { ref, form, ...query };
    const report = await writeReport(deps, asker, callerOf(request, asker), wanted);
    if (!report.ok) return report;
    reply.type(form === "html" ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8");
    // The page has a style of its own inside, which the policy of the application's pages would refuse.
    if (form === "html") reply.header("content-security-policy", PAPER_POLICY);
    return ok(textOf(report.value));
  }),
  on(contract.exportReview, async ({ deps, asker, params, request, reply }) => {
    const zip = await makeExport(deps, asker, callerOf(request, asker), params.ref);
    if (!zip.ok) return zip;
    reply.header("content-disposition", named(params.ref, "zip"));
    return ok(zip.value);
  }),
];
