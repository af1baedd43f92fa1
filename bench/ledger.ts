/** The ledger: appending, sequencing, proving, exporting, verifying. On an embedded Postgres with fsync on. */
import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { LedgerDeps } from "#actions/ledger/deps.ts";
import { exportLedger } from "#actions/ledger/exportLedger.ts";
import { proveEntry } from "#actions/ledger/proveEntry.ts";
import { sequenceEntries } from "#actions/ledger/sequenceEntries.ts";
import { type NewEntry, toBody } from "#core/ledger/entry.ts";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { openPostgres } from "#outside/postgres/embedded.ts";
import { openDatabase, withSystem } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import { migrate } from "#store/migrate.ts";
import { makeFolder } from "../src/testing/folder.ts";
import type { Figure } from "./run.ts";

const APPENDED = 60_000;
const PER_DECISION = 20;
const SINGLES = 8_000;
const WRITERS = 8;
const VERIFIED = 1_000_000;
const FEW = 50_000;
const PROOFS = 2_000;

const HOST = "bench.example";

/** Entry number `i`, of the size that decisions about a case have. */
const entry = (i: number): NewEntry => ({
  kind: i % 5 === 0 ? "case.merged" : "finding.matched",
  at: new Date(Date.UTC(2026, 5, 2) + i * 7),
  actor: { personId: "5b6d1ad5-8f3a-4a53-9d32-0f6d6d1f1c11", label: "Łucja Nowak" },
  subject: { caseId: "0f0e4a52-41bb-4c3f-8d1e-4f4c8a1f7c22", reference: `VC-2026-${i % 10_000}` },
  detail: {
    finding: `VF-2026-${i}`,
    signals: ["component", "weakness", "function"],
    score: i / 977,
  },
  restricted: i % 3 > 0,
  salt: randomBytes(16),
});
const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => entry(from + i));

type Desk = { readonly deskId: string; readonly deps: LedgerDeps; readonly vkey: string };

async function openDesk(base: Omit<LedgerDeps, "ledgerKey">, slug: string): Promise<Desk> {
  const deskId = randomUUID();
  await withSystem(base.db, deskId, (tx) =>
    tx
      .insertInto("desk")
      .values({ id: deskId, slug, name: slug, created_at: new Date() })
      .execute(),
  );
  const ledgerKey = newLedgerKey();
  return { deskId, deps: { ...base, ledgerKey }, vkey: ledgerKey.verifierKey(`${HOST}/${slug}`) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Writers append in decisions of `size` entries while a sequencer follows; the time until all have their place. */
async function append(
  { deskId, deps }: Desk,
  total: number,
  size: number,
  writers: number,
): Promise<number> {
  let next = 0;
  let isWriting = true;
  const writer = async () => {
    while (next < total) {
      const from = next;
      next += size;
      const decided = entries(from, Math.min(size, total - from));
      await withSystem(deps.db, deskId, (tx) => appendEntries(tx, deskId, decided));
    }
  };
  const sequencer = async () => {
    while (isWriting) {
      await sequenceEntries(deps, deskId);
      await new Promise((wake) => setTimeout(wake, 200));
    }
  };
  return await timed(async () => {
    const following = sequencer();
    await Promise.all(Array.from({ length: writers }, writer));
    isWriting = false;
    await following;
    const { size: sequenced } = await sequenceEntries(deps, deskId);
    if (sequenced !== total) throw new Error(`${sequenced} of ${total} entries were sequenced`);
  });
}

/** The same bytes by COPY into a bare table, committed once. */
async function copySame(url: string, total: number): Promise<number> {
  const rows = entries(0, total).map((one) => {
    const body = toBody(one).replaceAll("\\", "\\\\");
    return `${one.at.toISOString()}\t${body}\t\\\\x${Buffer.from(one.salt).toString("hex")}\t${one.restricted}\n`;
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "create table copied (at timestamptz, body text, salt bytea, restricted boolean)",
  );
  const took = await timed(() => pipeline(rows, client.query(copyFrom("copy copied from stdin"))));
  await client.query("drop table copied");
  await client.end();
  return took;
}

/** What autovacuum will have done to a log that grew over months. */
async function settle(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    "vacuum (analyze) ledger_entry, ledger_pending, ledger_leaf, ledger_tile, ledger_checkpoint",
  );
  await client.end();
}

async function proofTimes({ deskId, deps }: Desk, size: number) {
  const times: number[] = [];
  for (let i = 0; i < PROOFS; i++) {
    const index = (i * 7_919 + i * i) % size;
    times.push(await timed(() => proveEntry(deps, deskId, index)));
  }
  const select = await timed(async () => {
    for (let i = 0; i < PROOFS; i++) {
      await withSystem(deps.db, deskId, (tx) =>
        tx.selectFrom("ledger_log").select("origin").where("desk_id", "=", deskId).execute(),
      );
    }
  });
  times.sort((a, b) => a - b);
  return {
    median: times[PROOFS / 2] ?? 0,
    p99: times[Math.floor(PROOFS * 0.99)] ?? 0,
    select: select / PROOFS,
  };
}

const VERIFY = fileURLToPath(new URL("../src/doors/cli/verify.ts", import.meta.url));
const CHILD = `const { verifyCommand } = await import(process.argv[1]);
const begun = performance.now();
const status = await verifyCommand(process.argv.slice(2), { out: () => {}, err: (text) => process.stderr.write(text) });
console.log(JSON.stringify({ status, ms: performance.now() - begun, maxRss: process.resourceUsage().maxRSS }));`;

/** In a process of its own, as `assay verify` runs. Milliseconds, and mebibytes at the peak. */
async function verify(folder: string, vkey: string) {
  const args = ["--input-type=module", "-e", CHILD, VERIFY, folder, "--key", vkey];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { status, ms, maxRss } = JSON.parse(stdout) as {
    status: number;
    ms: number;
    maxRss: number;
  };
  if (status !== 0) throw new Error(`assay verify answered ${status}`);
  return { ms, mebibytes: maxRss / 1024 };
}

async function hashAll(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  return await timed(async () => {
    const hash = createHash("sha256");
    for (const { parentPath, name } of files) {
      for await (const chunk of createReadStream(join(parentPath, name))) hash.update(chunk);
    }
    hash.digest();
  });
}

async function exported({ deskId, deps }: Desk, folder: string): Promise<number> {
  return await timed(() => exportLedger(deps, { deskId, openings: "public" }, folder));
}

async function figuresOf(
  base: Omit<LedgerDeps, "ledgerKey">,
  ownerUrl: string,
  folder: string,
): Promise<Figure[]> {
  await append(await openDesk(base, "warm"), 5_000, PER_DECISION, WRITERS);
  const append20 =
    (APPENDED / (await append(await openDesk(base, "many"), APPENDED, PER_DECISION, WRITERS))) *
    1_000;
  const copied = (APPENDED / (await copySame(ownerUrl, APPENDED))) * 1_000;
  const append1 =
    (SINGLES / (await append(await openDesk(base, "single"), SINGLES, 1, 2 * WRITERS))) * 1_000;

  const few = await openDesk(base, "few");
  await append(few, FEW, 1_000, 2);
  await exported(few, join(folder, "few"));
  const small = await verify(join(folder, "few"), few.vkey);

  const million = await openDesk(base, "million");
  await append(million, VERIFIED, 1_000, 2);
  await settle(ownerUrl);
  const proof = await proofTimes(million, VERIFIED);
  const exportMs = await exported(million, join(folder, "million"));
  const large = await verify(join(folder, "million"), million.vkey);
  const hashed = await hashAll(join(folder, "million"));

  const rate = (name: string, value: number): Figure => ({
    name,
    value,
    unit: "entries/s",
    target: "≥ 5000",
    reference: { name: "COPY of the same bytes", value: copied },
    ratio: value / copied,
    met: value >= 5_000,
  });
  const within = (
    name: string,
    value: number,
    unit: string,
    most: number,
    reference: Figure["reference"],
  ): Figure => ({
    name,
    value,
    unit,
    target: `≤ ${most}`,
    ...(reference ? { reference, ratio: value / reference.value } : {}),
    met: value <= most,
  });
  const selected = { name: "one row selected", value: proof.select };
  const sha = { name: "sha256 of the same bytes", value: hashed / 1_000 };
  return [
    rate(`ledger: appended and sequenced, ${PER_DECISION} entries a decision`, append20),
    {
      ...rate("ledger: appended and sequenced, 1 entry a decision", append1),
      target: "",
      met: true,
    },
    within("ledger: inclusion proof among 1,000,000, median", proof.median, "ms", 1, selected),
    {
      ...within("ledger: inclusion proof among 1,000,000, p99", proof.p99, "ms", 1, selected),
      target: "",
      met: true,
    },
    within("ledger: 1,000,000 entries exported", exportMs / 1_000, "s", 60, sha),
    within("ledger: 1,000,000 entries verified offline", large.ms / 1_000, "s", 30, sha),
    within("ledger: peak memory of verifying 1,000,000 entries", large.mebibytes, "MiB", 300, {
      name: "50,000 entries",
      value: small.mebibytes,
    }),
  ];
}

export async function run(): Promise<Figure[]> {
  const folder = makeFolder("assay-bench-ledger-");
  const postgres = await openPostgres({ dataDir: join(folder, "data") });
  const ownerUrl = postgres.url("assay_owner");
  const db = openDatabase(postgres.url("assay_app"), { max: 2 * WRITERS + 2 });
  try {
    await migrate(ownerUrl);
    return await figuresOf({ db, now: () => new Date(), ledgerHost: HOST }, ownerUrl, folder);
  } finally {
    await db.destroy();
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  }
}
