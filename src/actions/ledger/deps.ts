import type { LedgerKey } from "#outside/ledger/noteKey.ts";
import type { Db } from "#store/database.ts";

/** What the ledger's actions may touch. */
export type LedgerDeps = {
  readonly db: Db;
  readonly now: () => Date;
  readonly ledgerKey: LedgerKey;
  /** Begins the origin of new logs, such as `assay.example.org`. A log keeps the origin it began with. */
  readonly ledgerHost: string;
};
