import type { Readable } from "node:stream";
import { readBatches, readBatchProblems } from "#actions/clearinghouse/readBatch.ts";
import { readCounts } from "#actions/clearinghouse/readCounts.ts";
import { readFollowed } from "#actions/clearinghouse/readFollowed.ts";
import { readReportFile } from "#actions/clearinghouse/readReportFile.ts";
import { runBatch } from "#actions/clearinghouse/runBatch.ts";
import { submitReport } from "#actions/clearinghouse/submitReport.ts";
import * as contract from "#contract/clearinghouse/report.ts";
import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { on, refuseCall } from "../bind.ts";
import { streamLines } from "../streamLines.ts";
import { readBody } from "./body.ts";
import { linesOf } from "./lines.ts";

const partyOf = (asker: Asker): (Asker & { partyId: string }) | undefined =>
  asker.partyId === null ? undefined : { ...asker, partyId: asker.partyId };

const noParty = () => refuse("access/forbidden", "Reports come from a person of a party.");

const idempotencyKey = (headers: Record<string, unknown>): string | null => {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key.length > 0 ? key.slice(0, 200) : null;
};

const LINE_LIMIT = 4 * 1024 * 1024;

export const reportRoutes = [
  on(contract.submitReport, async ({ deps, asker, query, request, reply }) => {
    const submitter = partyOf(asker);
    if (!submitter) return noParty();
    const bytes = await readBody(request.body as Readable, deps.limits.fileBytes);
    if (!bytes) {
      return refuse(
        "request/too-large",
        `A file may have ${deps.limits.fileBytes} bytes; split it, or send a batch.`,
      );
    }
    const taken = await submitReport(deps, submitter, {
      bytes,
      name: query.name ?? null,
      format: query.format,
      tlp: query.tlp,
      channel: request.headers["x-assay"] === undefined ? "api" : "page",
      key: idempotencyKey(request.headers),
    });
    if (!taken.ok) return taken;
    const { status, problems } = taken.value;
    if (status === "refused") {
      refuseCall(
        reply,
        {
          code: "report/ill-formed",
          detail: "Nothing was stored. Each fault is listed with its place and what to do.",
        },
        problems,
      );
      return ok(taken.value);
    }
    reply.code(status === "known" ? 200 : 201);
    return ok(taken.value);
  }),

  on(contract.submitBatch, async ({ deps, asker, query, request, reply }) => {
    const submitter = partyOf(asker);
    if (!submitter) return noParty();
    const answers = runBatch(deps, submitter, {
      body: request.body as Readable,
      lines: (stream) => linesOf(stream, LINE_LIMIT),
      name: query.name ?? "batch",
      tlp: query.tlp,
      key: idempotencyKey(request.headers),
    });
    await streamLines(request, reply, answers);
    return ok(undefined);
  }),

  on(contract.listBatches, async ({ deps, asker, query }) =>
    ok(await readBatches(deps, asker, query)),
  ),
  on(contract.listBatchProblems, ({ deps, asker, params, query }) =>
    readBatchProblems(deps, asker, params.id, query),
  ),
  on(contract.listFollowed, async ({ deps, asker, query }) =>
    ok(await readFollowed(deps, asker, query)),
  ),
  on(contract.getReportFile, async ({ deps, asker, params, reply }) => {
    const file = await readReportFile(deps, asker, params.ref);
    if (!file.ok) return file;
    // Never shown inline: a report is data, and its sender is a stranger.
    reply.header("content-disposition", `attachment; filename="${params.ref}.bin"`);
    return ok(file.value);
  }),
  on(contract.getCounts, async ({ deps, asker }) => ok(await readCounts(deps, asker))),
];
