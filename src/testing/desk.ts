import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeToken } from "#actions/access/token.ts";
import { takeReports } from "#actions/clearinghouse/takeReports.ts";
import type { Deps } from "#actions/deps.ts";
import type { Asker } from "#core/access/asker.ts";
import type { Role } from "#core/access/role.ts";
import { validateAdvisory } from "#core/advisory/validateAdvisory.ts";
import type { Tlp } from "#core/clearinghouse/caseState.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { blankFinding } from "#core/formats/blankFinding.ts";
import { DEFAULT_LIMITS } from "#core/formats/limits.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { openContentStore } from "#outside/files/contentStore.ts";
import { newGuardKey } from "#outside/keys/guardKey.ts";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { openSealedStore } from "#outside/sealed/sealedStore.ts";
import { insertDesk } from "#store/access/desk.ts";
import { insertParty } from "#store/access/party.ts";
import { insertPerson } from "#store/access/person.ts";
import { type Db, withSystem } from "#store/database.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { testSigners } from "./signers.ts";

export type TestParty = { readonly id: string; readonly name: string };
export type TestPerson = Asker & { readonly personId: string; readonly partyId: string };

/** One desk in a database of its own, with a clock that stands still until it is moved. */
export type TestDesk = {
  readonly id: string;
  readonly slug: string;
  readonly deps: Deps;
  readonly database: TestDatabase;
  /** As the server works: row-level security applies. */
  readonly db: Db;
  /** Past row-level security. */
  readonly owner: Db;
  readonly clock: { readonly now: () => Date; readonly set: (at: string) => void };
  readonly wait: (days: number) => void;
  /** Names of the jobs that were asked for, in order. */
  readonly woken: string[];
  readonly party: (name: string, kind?: string, contact?: string | null) => Promise<TestParty>;
  /** A person with an account, as whom actions may be called. */
  readonly person: (party: TestParty, roles: readonly Role[], name?: string) => Promise<TestPerson>;
  /** An API token of that person, for calls through a door. */
  readonly token: (person: TestPerson) => Promise<string>;
  /** Submits one finding and says which case it is in. */
  readonly submit: (
    finder: TestPerson,
    finding?: Partial<Finding>,
    tlp?: Tlp,
  ) => Promise<{ readonly id: string; readonly ref: string; readonly finding: string }>;
  readonly close: () => Promise<void>;
};

export const TODAY = "2026-09-22T09:40:00.000Z";
const DAY = 86_400_000;

/** A well-filled finding about a component of its own, so that it matches no other. */
export const someFinding = (change: Partial<Finding> = {}): Finding => ({
  ...blankFinding("A crafted index makes the reader write past a heap block", ""),
  component: `pkg:generic/libharbor-${randomUUID().slice(0, 8)}`,
  version: "3.2.1",
  weakness: "CWE-787",
  description: "Line 208 multiplies the entry count in 32 bits, so a large count wraps.",
  locations: [{ file: "src/index.c", line: 213, function: "hb_index_read" }],
  reproducer: { kind: "text", text: "./harbor-ls poc.hbx" },
  expected: "The file is refused.",
  actual: "AddressSanitizer: heap-buffer-overflow, WRITE of size 8.",
  boundary: "A file from a stranger reaches the parser.",
  foundBy: { party: "Kestrel Lab", model: "kestrel-2", modelVersion: "2.1", harness: "hunter" },
  ...change,
});

export type DeskOptions = {
  readonly slug?: string;
  /** An ISO 8601 instant. */
  readonly start?: string;
  /** Another desk, in whose database this one is to be, too. Close this one first. */
  readonly beside?: TestDesk;
  /** A migrated database and a folder of the caller's own, who closes the one and removes the other. */
  readonly home?: { readonly database: TestDatabase; readonly folder: string };
};

/** `close()` it afterwards. */
export async function testDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const { slug = "lakeside", start = TODAY, beside, home } = options;
  const database = home?.database ?? beside?.database ?? (await testDatabase());
  const { db, owner } = database;
  const folder = home?.folder ?? mkdtempSync(join(tmpdir(), "assay-desk-"));
  let at = new Date(start);
  const clock = {
    now: () => new Date(at),
    set: (to: string) => {
      at = new Date(to);
    },
  };
  const desk = { id: randomUUID(), slug, name: "Lakeside Coordination" };
  await insertDesk(owner, { ...desk, createdAt: at });
  const woken: string[] = [];
  const deps: Deps = {
    db,
    now: clock.now,
    chance: systemChance,
    ledgerKey: newLedgerKey(),
    ledgerHost: "assay.example.org",
    site: { name: "Assay", rpId: "localhost", origin: "http://localhost:4180", desk },
    oidc: null,
    files: openContentStore(folder),
    sealed: openSealedStore(join(folder, "sealed")),
    limits: DEFAULT_LIMITS,
    version: "0.0.0",
    validate: validateAdvisory,
    signers: await testSigners(),
    guardKey: newGuardKey(),
    publishedDir: join(folder, "published"),
    contact: "desk@lakeside.example",
    jobs: { wake: async (_tx, name) => void woken.push(name) },
  };
  return {
    id: desk.id,
    slug,
    deps,
    database,
    db,
    owner,
    clock,
    woken,
    wait: (days) => clock.set(new Date(at.getTime() + days * DAY).toISOString()),
    party: (name, kind = "vendor", contact = null) => addParty(deps, { name, kind, contact }),
    person: (party, roles, name) => addPerson(deps, party, roles, name),
    token: async (person) => {
      const wanted = { name: "test", scopes: null, days: 400 };
      const made = await withSystem(db, desk.id, (tx) => makeToken(tx, deps, person, wanted));
      return made.token;
    },
    submit: (finder, finding, tlp) => submit(deps, finder, someFinding(finding), tlp ?? "AMBER"),
    close: async () => {
      if (home) return;
      if (!beside) await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function addParty(
  { db, now, site }: Deps,
  party: { name: string; kind: string; contact: string | null },
): Promise<TestParty> {
  const id = randomUUID();
  await withSystem(db, site.desk.id, (tx) =>
    insertParty(tx, site.desk.id, { id, ...party, created_at: now() }),
  );
  return { id, name: party.name };
}

async function addPerson(
  { db, now, site }: Deps,
  party: TestParty,
  roles: readonly Role[],
  name = `${roles[0]} of ${party.name}`,
): Promise<TestPerson> {
  const personId = randomUUID();
  const person = { id: personId, partyId: party.id, name, email: null, roles, createdAt: now() };
  await withSystem(db, site.desk.id, (tx) => insertPerson(tx, site.desk.id, person));
  return {
    deskId: site.desk.id,
    personId,
    partyId: party.id,
    name,
    roles,
    scopes: null,
    onlyCaseId: null,
    via: "session",
  };
}

async function submit(deps: Deps, finder: TestPerson, finding: Finding, tlp: Tlp) {
  const read = { ok: true, format: "assay", findings: [finding], attachments: [] } as const;
  const bytes = new TextEncoder().encode(JSON.stringify(finding));
  const intake = { tlp, channel: "api", batchId: null } as const;
  const [receipt] = await takeReports(deps, finder, intake, [{ bytes, name: null, read }]);
  const ref = receipt?.findings[0]?.id ?? "";
  const row = await withSystem(deps.db, deps.site.desk.id, (tx) =>
    tx
      .selectFrom("finding")
      .innerJoin("case_finding", "case_finding.finding_id", "finding.id")
      .innerJoin("cases", "cases.id", "case_finding.case_id")
      .select(["cases.id", "cases.ref"])
      .where("finding.ref", "=", ref)
      .executeTakeFirstOrThrow(),
  );
  return { ...row, finding: ref };
}
