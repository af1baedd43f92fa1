import { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { ok, refuse } from "#core/result.ts";
import { findReportFile } from "#store/clearinghouse/report.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

/** The bytes as they came, as a stream. */
export async function readReportFile(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const file = await findReportFile(tx, ref);
    if (!file) return refuse("report/not-found", "There is no such report, or it is not for you.");
    await record(tx, deps, asker, [
      { kind: "report.read", subject: { reportId: file.id }, restricted: true },
    ]);
    return ok(
      file.bytes === null
        ? deps.files.read(file.sha256.toString("hex"))
        : Readable.from([file.bytes]),
    );
  });
}
