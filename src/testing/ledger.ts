import { randomUUID } from "node:crypto";
import type { LedgerDeps } from "#actions/ledger/deps.ts";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import type { Db } from "#store/database.ts";

export const LEDGER_HOST = "assay.example.org";

/** A desk, and what its ledger's actions need. `owner` writes the desk, `db` does the rest. */
export async function deskWithLedger(db: Db, owner: Db, slug = "desk") {
  const deskId = randomUUID();
  const created_at = new Date();
  await owner.insertInto("desk").values({ id: deskId, slug, name: slug, created_at }).execute();
  const ledgerKey = newLedgerKey();
  const deps: LedgerDeps = { db, now: () => new Date(), ledgerKey, ledgerHost: LEDGER_HOST };
  const origin = `${LEDGER_HOST}/${slug}`;
  return { deskId, deps, origin, vkey: ledgerKey.verifierKey(origin) };
}
