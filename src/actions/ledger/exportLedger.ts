import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { createFolder } from "#outside/ledger/writeFolder.ts";
import type { LedgerDeps } from "./deps.ts";
import { type ExportRequest, exportFiles } from "./exportFiles.ts";
import type { LogHead } from "./sequenceEntries.ts";

export type ExportRefusal = Refusal<"ledger/folder-in-use">;

/** Writes the log into a new or empty folder, for `assay verify` and for any other reader of tlog-tiles. */
export async function exportLedger(
  deps: LedgerDeps,
  request: ExportRequest,
  folder: string,
): Promise<Result<LogHead, ExportRefusal>> {
  const writer = await createFolder(folder);
  if (!writer) return refuse("ledger/folder-in-use", `${folder} is not empty. Name a new folder.`);
  const files = exportFiles(deps, request);
  for (;;) {
    const next = await files.next();
    if (next.done) return ok(next.value);
    await writer.write(next.value);
  }
}
