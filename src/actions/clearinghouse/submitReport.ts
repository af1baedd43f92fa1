import type { Asker } from "#core/access/asker.ts";
import { readReport } from "#core/formats/report.ts";
import type { ReportFormat } from "#core/formats/reportFormat.ts";
import { ok, refuse } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { findIdempotent, keepIdempotent } from "#store/clearinghouse/idempotency.ts";
import { type Tx, withAsker, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { receiptsFor } from "./receiptsFor.ts";
import { type Receipt, takeReports } from "./takeReports.ts";

type File = {
  readonly bytes: Uint8Array;
  readonly name: string | null;
  readonly format: ReportFormat | undefined;
  readonly tlp: string;
  readonly channel: "api" | "page";
  readonly key: string | null;
};

/** Undoes the transaction that was to store a file under a key that is another file's. */
class KeyReused extends Error {}

const keyReused = () =>
  refuse(
    "report/key-reused",
    "This Idempotency-Key was used for another file. Use a new key for each file.",
  );

/** The answer that this key was given before, or that it was given to another file. */
async function answerBefore({ db }: Deps, asker: Asker & { partyId: string }, file: File) {
  const { key, bytes } = file;
  if (key === null) return undefined;
  const before = await withSystem(db, asker.deskId, (tx) => findIdempotent(tx, asker.partyId, key));
  if (!before) return undefined;
  if (!before.sha256.equals(sha256(bytes))) return keyReused();
  // Somebody else of the party may have got it, who sees more.
  const told = [before.answer as Receipt];
  const [receipt] = await withAsker(db, asker, (tx) => receiptsFor(tx, asker, told));
  return receipt && ok(receipt);
}

/** One file. The same key with the same bytes gives the same answer; with other bytes it is refused. */
export async function submitReport(deps: Deps, asker: Asker & { partyId: string }, file: File) {
  const before = await answerBefore(deps, asker, file);
  if (before) return before;
  const { bytes, name, format, tlp, channel, key } = file;
  const read = readReport(bytes, { format, name: name ?? undefined, sha256 }, deps.limits);
  const keep = async (tx: Tx, answer: Receipt | undefined): Promise<void> => {
    if (key === null || answer === undefined || answer.status === "refused") return;
    const { deskId, partyId } = asker;
    const kept = { partyId, key, sha256: sha256(bytes), answer, at: deps.now() };
    if (!(await keepIdempotent(tx, deskId, kept))) throw new KeyReused();
  };
  try {
    const intake = { tlp, channel, batchId: null };
    const [receipt] = await takeReports(
      deps,
      asker,
      intake,
      [{ bytes, name, read }],
      (tx, { receipts: [own] }) => keep(tx, own),
    );
    if (!receipt) throw new Error("A file got no answer.");
    return ok(receipt);
  } catch (error) {
    if (error instanceof KeyReused) return keyReused();
    throw error;
  }
}
