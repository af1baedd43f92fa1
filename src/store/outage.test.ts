import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { isOutage } from "./outage.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

describe("an outage of the database", () => {
  test("is told from a mistake in a query", async () => {
    const mistake = await sql`select no_such_column`.execute(base.db).catch((error) => error);
    expect(isOutage(mistake)).toBe(false);
    const cut = await sql`select pg_terminate_backend(pg_backend_pid())`
      .execute(base.db)
      .catch((error) => error);
    expect(isOutage(cut)).toBe(true);
  });

  test("ends with it: the broken connection is replaced", async () => {
    const one = async () => (await sql`select 1 as one`.execute(base.db)).rows;
    await expect.poll(() => one().catch(isOutage)).toEqual([{ one: 1 }]);
  });

  test("in the middle of a transaction fails that transaction and not the process", async () => {
    const work = base.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(base.owner);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql`select 1`.execute(tx);
    });
    await expect(work).rejects.toSatisfy(isOutage);
  });

  test("of a server that is not there ends in an error that says so", async () => {
    const nowhere = openDatabase("postgres://assay_app@127.0.0.1:1/none", { patienceMs: 300 });
    await expect(sql`select 1`.execute(nowhere)).rejects.toSatisfy(isOutage);
    await nowhere.destroy();
  });
});
