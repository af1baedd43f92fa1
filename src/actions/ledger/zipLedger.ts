import { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { zipFiles } from "#outside/files/zipFiles.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { exportFiles } from "./exportFiles.ts";
import { record } from "./record.ts";

/** The desk's log as a zip, streamed. What the asker may not open stays closed in it. The taking is itself an entry. */
export async function zipLedger(deps: Deps, asker: Asker): Promise<Readable> {
  await withAsker(deps.db, asker, (tx) =>
    record(tx, deps, asker, [{ kind: "ledger.exported", subject: {}, restricted: false }]),
  );
  const request = { deskId: asker.deskId, openings: "visible", asker } as const;
  return Readable.from(zipFiles(exportFiles(deps, request)));
}
