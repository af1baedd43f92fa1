import { parseNote, parseVerifierKey, signersOf } from "#core/ledger/note.ts";
import { bad, type Check, good, warning } from "#core/system/check.ts";
import {
  checkClock,
  checkDisk,
  checkKeyFiles,
  checkPort,
  checkRuntime,
} from "#outside/doctor/machine.ts";
import { checkMail } from "#outside/doctor/mail.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { LedgerKey } from "#outside/ledger/noteKey.ts";
import { toNoteVerifier } from "#outside/ledger/noteKey.ts";
import { findPending } from "#store/migrate.ts";
import { type DatabaseHealth, readHealth } from "#store/system/health.ts";
import { inSnapshot } from "#store/system/inventory.ts";

export type DoctorInput = {
  /** Which settings are in force and where they come from, in words. */
  readonly settings: string;
  readonly dataDir: string;
  /** Folder of the private keys. */
  readonly keyDir: string;
  readonly port: number;
  readonly mailUrl: string | null;
  readonly now: () => Date;
  /** Opens the database as its owner, starting the embedded one when it does not run; throws when it cannot. */
  readonly database: () => Promise<{ readonly ownerUrl: string; readonly isEmbedded: boolean }>;
  readonly ledgerKey: () => Promise<LedgerKey>;
};

const OLDEST_POSTGRES = 15;
/** The sequencer places entries every second. */
const SEQUENCER_LATE_MS = 60_000;

/** A check that breaks is itself a finding. */
async function attempt(name: string, check: () => Check | Promise<Check>): Promise<Check> {
  try {
    return await check();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return bad(name, said, "Look at the server's log and at postgres.log in the data folder.");
  }
}

function checkPostgres(health: DatabaseHealth, isEmbedded: boolean): Check {
  const detail = `Postgres ${health.version}, ${isEmbedded ? "embedded" : "by DATABASE_URL"}`;
  if (Number.parseInt(health.version, 10) < OLDEST_POSTGRES) {
    return bad("postgres", detail, `Assay needs Postgres ${OLDEST_POSTGRES} or later.`);
  }
  return health.isDurable
    ? good("postgres", `${detail}, writes reach the disk`)
    : bad(
        "postgres",
        `${detail}, may lose what it acknowledged`,
        "Set fsync, full_page_writes and synchronous_commit on.",
      );
}

async function checkMigrations(ownerUrl: string): Promise<Check> {
  const pending = await findPending(ownerUrl);
  return pending.length === 0
    ? good("migrations", "all applied")
    : warning(
        "migrations",
        `${pending.join(", ")} not applied`,
        "They are applied at the next start.",
      );
}

function checkLog(log: DatabaseHealth["logs"][number], key: LedgerKey, now: Date): Check {
  const name = "ledger";
  const detail = `${log.origin}: ${log.size} entries signed`;
  if (log.leaves !== log.size) {
    return bad(name, `${detail}, ${log.leaves} stored`, "Stop the server and restore a backup.");
  }
  const parsed = parseVerifierKey(sha256, key.verifierKey(log.origin));
  const note = parseNote(log.note);
  if (!parsed || !note || !signersOf(note, [toNoteVerifier(parsed)])) {
    return warning(
      name,
      `${detail}, by another key than the one here`,
      "Put the key's file back from a backup; else the next signature begins a new key, which readers must be told.",
    );
  }
  const waits = log.pendingSince ? now.getTime() - log.pendingSince.getTime() : 0;
  return waits > SEQUENCER_LATE_MS
    ? warning(
        name,
        `${detail}, ${log.pending} wait for their place`,
        "Start the server; it places them.",
      )
    : good(name, detail);
}

async function checkLedger(input: DoctorInput, health: DatabaseHealth): Promise<Check[]> {
  if (health.logs.length === 0) return [good("ledger", "no entry yet")];
  const key = await input.ledgerKey();
  return health.logs.map((log) => checkLog(log, key, input.now()));
}

async function checkDatabase(input: DoctorInput): Promise<Check[]> {
  const { ownerUrl, isEmbedded } = await input.database();
  const migrations = await attempt("migrations", () => checkMigrations(ownerUrl));
  const health = await inSnapshot(ownerUrl, readHealth);
  return [
    checkPostgres(health, isEmbedded),
    migrations,
    checkClock(input.now(), health.now, health.latestEntry),
    ...(await checkLedger(input, health)),
    await attempt("mail", () => checkMail(input.mailUrl, health.outbox)),
  ];
}

/** Looks at everything an operator would look at, and says what to do. Changes nothing but starting Postgres. */
export async function doctor(input: DoctorInput): Promise<Check[]> {
  const machine = [
    good("settings", input.settings),
    await attempt("runtime", checkRuntime),
    await attempt("port", () => checkPort(input.port)),
    await attempt("disk", () => checkDisk(input.dataDir)),
    await attempt("keys", () => checkKeyFiles(input.keyDir)),
  ];
  try {
    return [...machine, ...(await checkDatabase(input))];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [...machine, bad("postgres", said, "Read postgres.log in the data folder.")];
  }
}
