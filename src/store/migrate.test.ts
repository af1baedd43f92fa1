import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { findPending, migrate } from "./migrate.ts";

let base: TestDatabase;
let folder: string;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  await sql`drop schema if exists platform cascade`.execute(base.owner);
  await sql`drop schema public cascade`.execute(base.owner);
  await sql`create schema public`.execute(base.owner);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = () => migrate(base.ownerUrl, { folder: pathToFileURL(`${folder}/`) });
const countOf = async (table: string) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    base.owner,
  );
  return rows[0]?.n;
};

describe("migrations", () => {
  test("run once, in the order of their numbers, gaps or not", async () => {
    write("0007_third.sql", "insert into a values (2);");
    write("0001_first.sql", "create table a (n int);");
    write("0003_second.sql", "insert into a values (1);");
    expect(await run()).toEqual(["0001_first.sql", "0003_second.sql", "0007_third.sql"]);
    expect(await run()).toEqual([]);
    expect(await countOf("a")).toBe(2);
  });

  test("wait for each other when two processes start together", async () => {
    write(
      "0001_first.sql",
      "create table a (n int); select pg_sleep(0.2); insert into a values (1);",
    );
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.flat()).toEqual(["0001_first.sql"]);
    expect(await countOf("a")).toBe(1);
  });

  test("leave nothing of one that fails, and name it", async () => {
    write("0001_first.sql", "create table a (n int);");
    write("0002_bad.sql", "insert into a values (1); select 1/0;");
    await expect(run()).rejects.toThrow("0002_bad.sql: division by zero");
    expect(await countOf("a")).toBe(0);
    write("0002_bad.sql", "insert into a values (1);");
    expect(await run()).toEqual(["0002_bad.sql"]);
  });

  test("are refused when one was changed after it had been applied", async () => {
    write("0001_first.sql", "create table a (n int);");
    await run();
    write("0001_first.sql", "create table a (n bigint);");
    await expect(run()).rejects.toThrow(/0001_first.sql was changed after/);
  });

  test("are refused when the database has one that is not known here", async () => {
    write("0001_first.sql", "create table a (n int);");
    await run();
    rmSync(join(folder, "0001_first.sql"));
    await expect(run()).rejects.toThrow(/written by a newer Assay/);
  });

  test("are refused when a new one has a number below one that is applied", async () => {
    write("0005_first.sql", "create table a (n int);");
    await run();
    write("0004_late.sql", "create table b (n int);");
    await expect(run()).rejects.toThrow(/0004_late.sql comes before 5/);
  });

  test("are refused when two have one number or one has none", async () => {
    write("0001_a.sql", "select 1;");
    write("0001_b.sql", "select 1;");
    await expect(run()).rejects.toThrow(/used twice/);
    rmSync(join(folder, "0001_b.sql"));
    write("later.sql", "select 1;");
    await expect(run()).rejects.toThrow(/NNNN_/);
  });

  test("of this release are all applied in a database that was migrated", async () => {
    const fresh = await testDatabase();
    expect(await findPending(fresh.ownerUrl)).toEqual([]);
    expect((await findPending(base.ownerUrl)).length).toBeGreaterThan(3);
    await fresh.drop();
  });
});
