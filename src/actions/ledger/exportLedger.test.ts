import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBase64url } from "#core/base64.ts";
import { utf8 } from "#core/bytes.ts";
import { includes } from "#core/ledger/proof.ts";
import { type Acting, withSystem } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { deskWithLedger } from "../../testing/ledger.ts";
import { someEntries } from "../../testing/logFolder.ts";
import { testHash } from "../../testing/merkle.ts";
import { exportLedger } from "./exportLedger.ts";
import { listEntries } from "./listEntries.ts";
import { proveEntry } from "./proveEntry.ts";
import { sequenceEntries } from "./sequenceEntries.ts";
import { verifyFolder } from "./verifyFolder.ts";

let database: TestDatabase;
let root = "";
let desk: Awaited<ReturnType<typeof deskWithLedger>>;
const COUNT = 700;
const entries = someEntries(COUNT);

beforeAll(async () => {
  database = await testDatabase();
  root = mkdtempSync(join(tmpdir(), "assay-export-"));
  desk = await deskWithLedger(database.db, database.owner);
  await append(entries);
});
afterAll(async () => {
  await database.drop();
  rmSync(root, { recursive: true });
});

const append = (some: typeof entries) =>
  withSystem(desk.deps.db, desk.deskId, (tx) => appendEntries(tx, desk.deskId, some));

async function insertCase(id: string): Promise<void> {
  const now = new Date();
  await database.owner
    .insertInto("cases")
    .values({
      desk_id: desk.deskId,
      id,
      ref: "VC-2026-0001",
      version: 1,
      state: "{}",
      title: "A flaw",
      tlp: "AMBER",
      status: "open",
      evidence: "asserted",
      decision: "{}",
      decision_rank: 1,
      unknowns: 0,
      embargo_state: "none",
      owner_state: "start",
      opened_at: now,
      changed_at: now,
    })
    .execute();
}

async function exported(name: string, openings: "public" | "visible"): Promise<string> {
  const folder = join(root, name);
  const head = await exportLedger(desk.deps, { deskId: desk.deskId, openings }, folder);
  expect(head.ok).toBe(true);
  return folder;
}
const verify = (folder: string, since?: string) =>
  verifyFolder({ folder, keys: [desk.vkey], since });

describe("an export", () => {
  test("for outsiders shows that restricted cases were decided about, and not what", async () => {
    const folder = await exported("outside", "public");
    const restricted = entries.filter((entry) => entry.restricted).length;
    expect(await verify(folder)).toMatchObject({
      value: { sound: true, entries: { opened: COUNT - restricted, closed: restricted } },
    });
    const lines = readFileSync(join(folder, "entries.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => "body" in JSON.parse(line))).toEqual(
      entries.map((entry) => !entry.restricted),
    );
    const closed = lines.filter((_, i) => entries[i]?.restricted).join();
    expect(closed).not.toContain("VC-2026");
    expect(closed).not.toContain("case");
  });

  test("for the desk itself opens all", async () => {
    const folder = await exported("inside", "visible");
    expect(await verify(folder)).toMatchObject({
      value: { sound: true, entries: { opened: COUNT, closed: 0 } },
    });
  });

  test("with any byte of any file changed is not sound", async () => {
    const folder = await exported("flipped", "public");
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(paths.length).toBe(9);
    const spot = fc.tuple(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(spot, async ([path, at, mask]) => {
        const bytes = readFileSync(path);
        const changed = Buffer.from(bytes);
        changed[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ mask;
        writeFileSync(path, changed);
        const verdict = await verify(folder);
        writeFileSync(path, bytes);
        expect(verdict).toMatchObject({ value: { sound: false } });
      }),
      { numRuns: 60 },
    );
    expect(await verify(folder)).toMatchObject({ value: { sound: true } });
  });

  test("is written into a new folder only", async () => {
    const folder = await exported("twice", "public");
    const again = await exportLedger(
      desk.deps,
      { deskId: desk.deskId, openings: "public" },
      folder,
    );
    expect(again).toMatchObject({ ok: false, refusal: { code: "ledger/folder-in-use" } });
  });

  test("continues every earlier one", async () => {
    const earlier = await exported("earlier", "public");
    await append(someEntries(70));
    const later = await exported("later", "public");
    expect(await verify(later, join(earlier, "checkpoint"))).toMatchObject({
      value: { sound: true, since: COUNT },
    });
  });
});

test("every entry is proven to stand in the tree that was signed last", async () => {
  const { size, root: signed } = await sequenceEntries(desk.deps, desk.deskId);
  for (const index of [0, 1, 255, 256, 511, 600, size - 1]) {
    const proof = await proveEntry(desk.deps, desk.deskId, index);
    if (!proof.ok) throw new Error(proof.refusal.detail);
    const { leaf, hashes, head } = proof.value;
    expect(head.root).toEqual(signed);
    expect(includes(testHash, { index, hash: testHash.leaf(utf8(leaf)) }, head, hashes)).toBe(true);
  }
  expect(await proveEntry(desk.deps, desk.deskId, size)).toMatchObject({
    refusal: { code: "ledger/no-entry" },
  });
});

describe("the list of entries", () => {
  const overseer = () => ({
    deskId: desk.deskId,
    personId: null,
    partyId: null,
    onlyCaseId: null,
    roles: ["overseer" as const],
  });

  test("begins with the newest, page by page, and ends at the first", async () => {
    const { size } = await sequenceEntries(desk.deps, desk.deskId);
    const seen: number[] = [];
    for (let before: number | undefined; before !== 0; before = seen.at(-1)) {
      seen.push(
        ...(await listEntries(desk.deps, overseer(), { before, limit: 300 })).map(
          (one) => one.index,
        ),
      );
    }
    expect(seen).toEqual(Array.from({ length: size }, (_, i) => size - 1 - i));
  });

  test("opens what is public, and of the rest gives the commitment", async () => {
    const page = await listEntries(desk.deps, overseer(), { before: 8, limit: 8 });
    for (const { index, body, commitment } of page) {
      const entry = entries[index];
      expect(fromBase64url(commitment)).toHaveLength(32);
      if (entry?.restricted) expect(body).toBeNull();
      else expect(body).toMatchObject({ kind: entry?.kind, subject: entry?.subject });
    }
  });

  test("opens a restricted entry to whoever sees its case, and to nobody else", async () => {
    const [caseId, otherId, deskId] = [randomUUID(), randomUUID(), desk.deskId];
    await insertCase(caseId);
    const [entry] = someEntries(1);
    if (!entry) throw new Error("no entry");
    const about = (id: string) => ({ ...entry, subject: { caseId: id }, restricted: true });
    await append([about(caseId), about(otherId)]);
    await sequenceEntries(desk.deps, deskId);
    const opened = async (asker: Partial<Acting>) => {
      const page = await listEntries(desk.deps, { ...overseer(), ...asker }, { limit: 2 });
      return page.map(({ body }) => body?.subject.caseId ?? null);
    };
    expect(await opened({})).toEqual([null, null]);
    expect(await opened({ roles: ["administrator"] })).toEqual([null, null]);
    expect(await opened({ roles: ["owner"] })).toEqual([null, null]);
    expect(await opened({ roles: ["analyst"] })).toEqual([null, caseId]);
    expect(await opened({ roles: [], onlyCaseId: caseId })).toEqual([null, caseId]);
    expect(await opened({ roles: ["system"] })).toEqual([otherId, caseId]);
  });
});
