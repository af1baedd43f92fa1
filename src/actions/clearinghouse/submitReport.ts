import type { Asker } from "#core/access/asker.ts";
import { readReport } from "#core/formats/report.ts";
import type { ReportFormat } from "#core/formats/reportFormat.ts";
import { ok, refuse } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { findIdempotent, keepIdempotent } from "#store/clearinghouse/idempotency.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { type Receipt, takeReports } from "./takeReports.ts";

type File = {
  readonly bytes: Uint8Array;
  readonly name: string | null;
  readonly format: ReportFormat | undefined;
  readonly tlp: string;
  readonly channel: "api" | "page";
  readonly key: string | null;
};

/** One file. The same key with the same bytes gives the same answer; with other bytes it is refused. */
export async function submitReport(deps: Deps, asker: Asker & { partyId: string }, file: File) {
  const { bytes, name, format, tlp, channel, key } = file;
  const hash = sha256(bytes);
  if (key !== null) {
    const before = await withSystem(deps.db, asker.deskId, (tx) =>
      findIdempotent(tx, asker.partyId, key),
    );
    if (before && !Buffer.from(hash).equals(before.sha256)) {
      return refuse(
        "report/key-reused",
        "This Idempotency-Key was used for another file. Use a new key for each file.",
      );
    }
    if (before) return ok(before.answer as Receipt);
  }
  const read = readReport(bytes, { format, name: name ?? undefined, sha256 }, deps.limits);
  const [receipt] = await takeReports(
    deps,
    asker,
    { tlp, channel, batchId: null },
    [{ bytes, name, read }],
    async (tx, { receipts: [own] }) => {
      if (key !== null && own && own.status !== "refused") {
        await keepIdempotent(tx, asker.deskId, {
          partyId: asker.partyId,
          key,
          sha256: hash,
          answer: own,
          at: deps.now(),
        });
      }
    },
  );
  if (!receipt) throw new Error("A file got no answer.");
  return ok(receipt);
}
