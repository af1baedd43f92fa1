import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "#core/bytes.ts";
import type { NewEntry } from "#core/ledger/entry.ts";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { type Db, withSystem } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import { findEntries } from "#store/ledger/leaf.ts";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { deskWithLedger } from "../../testing/ledger.ts";
import { someEntries } from "../../testing/logFolder.ts";
import { definedRoot, testHash } from "../../testing/merkle.ts";
import { sequenceEntries } from "./sequenceEntries.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

let desks = 0;
const desk = (slug: string) => deskWithLedger(database.db, database.owner, slug);
const append = (db: Db, deskId: string, entries: readonly NewEntry[]) =>
  withSystem(db, deskId, (tx) => appendEntries(tx, deskId, entries));
const readAll = (db: Db, deskId: string) =>
  withSystem(db, deskId, (tx) => findEntries(tx, deskId, { from: 0, to: 1e9 }, "visible"));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Entries that say who appended them, and as the how manyeth. */
const numbered = (writer: number, from: number, count: number): NewEntry[] =>
  someEntries(count).map((entry, i) => ({ ...entry, detail: { writer, number: from + i } }));

describe("the log of a desk", () => {
  test("begins empty and signed, under its own origin", async () => {
    const { deskId, deps, origin } = await desk("empty");
    const head = await sequenceEntries(deps, deskId);
    expect(head).toMatchObject({ size: 0, origin });
    expect(head.note.startsWith(`${origin}\n0\n47DEQpj8HBSa`)).toBe(true);
    const elsewhere = await sequenceEntries({ ...deps, ledgerHost: "moved.example" }, deskId);
    expect(elsewhere.origin).toBe(origin);
  });

  test("holds what committed, in its order, and nothing that did not", async () => {
    const { deskId, deps } = await desk("order");
    await append(deps.db, deskId, numbered(1, 0, 3));
    const undone = withSystem(deps.db, deskId, async (tx) => {
      await appendEntries(tx, deskId, numbered(2, 0, 3));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await append(deps.db, deskId, numbered(1, 3, 300));
    expect((await sequenceEntries(deps, deskId)).size).toBe(303);
    const entries = await readAll(deps.db, deskId);
    expect(entries.map(({ opening }) => JSON.parse(opening?.body ?? "").detail)).toEqual(
      Array.from({ length: 303 }, (_, number) => ({ writer: 1, number })),
    );
  });

  test("with many writers and sequencers at once has every entry once, each writer's in order, under the defined root", async () => {
    const { deskId, deps } = await desk("crowd");
    const [WRITERS, ROUNDS] = [6, 25];
    let isWriting = true;
    const writer = async (id: number) => {
      for (let round = 0, from = 0; round < ROUNDS; round++) {
        const count = 1 + ((id * 7 + round * 5) % 30);
        await append(deps.db, deskId, numbered(id, from, count));
        from += count;
      }
    };
    const sizes: number[] = [];
    const sequencer = async () => {
      while (isWriting) sizes.push((await sequenceEntries(deps, deskId)).size);
    };
    const sequencers = [sequencer(), sequencer()];
    await Promise.all(Array.from({ length: WRITERS }, (_, id) => writer(id)));
    isWriting = false;
    await Promise.all(sequencers);

    const head = await sequenceEntries(deps, deskId);
    const entries = await readAll(deps.db, deskId);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, i) => i));
    expect(entries.length).toBe(head.size);
    const details = entries.map(({ opening }) => JSON.parse(opening?.body ?? "").detail);
    for (let id = 0; id < WRITERS; id++) {
      const mine = details.filter(({ writer }) => writer === id).map(({ number }) => number);
      let expected = 0;
      for (let round = 0; round < ROUNDS; round++) expected += 1 + ((id * 7 + round * 5) % 30);
      expect(mine).toEqual(Array.from({ length: expected }, (_, i) => i));
    }
    const leaves = entries.map(({ leaf }) => testHash.leaf(utf8(leaf)));
    expect(hex(head.root)).toBe(hex(definedRoot(leaves)));
    expect(new Set(sizes).size).toBeGreaterThan(2);
    const { rows } = await sql<{ size: number; root: Buffer }>`
      select size, root from ledger_checkpoint where desk_id = ${deskId}`.execute(database.owner);
    for (const { size, root } of rows)
      expect(hex(root)).toBe(hex(definedRoot(leaves.slice(0, size))));
  });

  test("is signed anew, at the same size, when the key was changed", async () => {
    const { deskId, deps } = await desk("rekeyed");
    await append(deps.db, deskId, numbered(1, 0, 5));
    const before = await sequenceEntries(deps, deskId);
    const after = await sequenceEntries({ ...deps, ledgerKey: newLedgerKey() }, deskId);
    expect(after.keyId).not.toBe(before.keyId);
    expect([after.size, hex(after.root)]).toEqual([before.size, hex(before.root)]);
  });

  test("is not the log of another desk", async () => {
    const [one, two] = [await desk("one"), await desk("two")];
    await append(one.deps.db, one.deskId, numbered(1, 0, 4));
    await append(two.deps.db, two.deskId, numbered(2, 0, 7));
    expect((await sequenceEntries(one.deps, one.deskId)).size).toBe(4);
    expect((await sequenceEntries(two.deps, two.deskId)).size).toBe(7);
  });

  test("goes on from no tiles but those that make the root signed last", async () => {
    const { deskId, deps } = await desk("tampered");
    await append(deps.db, deskId, numbered(1, 0, 5));
    await sequenceEntries(deps, deskId);
    await database.owner.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update ledger_tile set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)
        where desk_id = ${deskId}`.execute(tx);
    });
    await append(deps.db, deskId, numbered(1, 5, 1));
    await expect(sequenceEntries(deps, deskId)).rejects.toThrow("do not make the root signed");
  });
});

describe("what was written", () => {
  test.each([
    ["ledger_log", "update ledger_log set origin = 'other'"],
    ["ledger_entry", "update ledger_entry set restricted = false"],
    ["ledger_entry", "delete from ledger_entry"],
    ["ledger_leaf", "update ledger_leaf set leaf_index = leaf_index + 100"],
    ["ledger_leaf", "delete from ledger_leaf"],
    ["ledger_checkpoint", "update ledger_checkpoint set note = ''"],
    ["ledger_checkpoint", "delete from ledger_checkpoint"],
    ["ledger_tile", "delete from ledger_tile"],
    ["ledger_tile", "update ledger_tile set hashes = substring(hashes for 32)"],
    ["ledger_tile", "update ledger_tile set hashes = hashes"],
    [
      "ledger_tile",
      "update ledger_tile set hashes = set_byte(hashes, 0, 0) || substring(hashes for 32)",
    ],
    ["ledger_log", "truncate ledger_log"],
    ["ledger_checkpoint", "truncate ledger_checkpoint"],
    ["ledger_tile", "truncate ledger_tile"],
    ["ledger_leaf", "truncate ledger_leaf"],
    ["ledger_entry", "truncate ledger_entry cascade"],
  ])("in %s is changed by nobody: %s", async (_, statement) => {
    const { deskId, deps } = await desk(`kept-${desks++}`);
    await append(deps.db, deskId, numbered(1, 0, 5));
    await sequenceEntries(deps, deskId);
    const change = sql.raw(statement).execute(database.owner);
    await expect(change).rejects.toMatchObject({ code: "23001" });
  });

  test("is what the log commits to: columns are read from the body, and a salt is long", async () => {
    const { deskId, deps } = await desk("columns");
    const [entry] = numbered(1, 0, 1);
    if (!entry) throw new Error("no entry");
    await append(deps.db, deskId, [entry]);
    const row = await database.owner
      .selectFrom("ledger_entry")
      .select(["kind", "case_id", "person_id"])
      .where("desk_id", "=", deskId)
      .executeTakeFirstOrThrow();
    const { kind, subject, actor } = entry;
    expect(row).toEqual({ kind, case_id: subject.caseId, person_id: actor.personId });
    const short = append(deps.db, deskId, [{ ...entry, salt: new Uint8Array(15) }]);
    await expect(short).rejects.toThrow("too short");
  });
});
