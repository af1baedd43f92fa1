import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { withAsker, withSystem } from "./database.ts";

const DESK = "00000000-0000-4000-8000-000000000001";
const settings = sql<{ desk: string | null; roles: string | null }>`
  select nullif(current_setting('app.desk', true), '') as desk,
         nullif(current_setting('app.roles', true), '') as roles`;

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

describe("a connection", () => {
  test("is that of a role which owns nothing and obeys row-level security", async () => {
    const { rows } = await sql<{ user: string; super: boolean; bypass: boolean }>`
      select current_user as user, rolsuper as super, rolbypassrls as bypass
      from pg_roles where rolname = current_user`.execute(base.db);
    expect(rows).toEqual([{ user: "assay_app", super: false, bypass: false }]);
  });

  test("reads counts as numbers, instants as dates, days as text, JSON as values", async () => {
    const { rows } =
      await sql`select count(*) as n, array[1,null,3]::bigint[] as list, '{}'::bigint[] as none,
      timestamptz '2026-01-02T03:04:05.678Z' as at, date '2026-01-02' as day, '{"a":[1]}'::jsonb as json`.execute(
        base.db,
      );
    expect(rows).toEqual([
      {
        n: 1,
        list: [1, null, 3],
        none: [],
        at: new Date("2026-01-02T03:04:05.678Z"),
        day: "2026-01-02",
        json: { a: [1] },
      },
    ]);
  });

  test("refuses to round a bigint that a number cannot hold", async () => {
    await expect(sql`select 9007199254740993 as n`.execute(base.db)).rejects.toThrow(RangeError);
  });
});

describe("who asks", () => {
  test("is known inside the transaction and forgotten after it", async () => {
    const asker = {
      deskId: DESK,
      personId: null,
      partyId: null,
      onlyCaseId: null,
      roles: ["analyst", "coordinator"],
    } as const;
    const inside = await withAsker(base.db, asker, (tx) => settings.execute(tx));
    expect(inside.rows).toEqual([{ desk: DESK, roles: "analyst,coordinator" }]);
    const after = await Promise.all(Array.from({ length: 10 }, () => settings.execute(base.db)));
    expect(after.flatMap(({ rows }) => rows)).toEqual(
      Array.from({ length: 10 }, () => ({ desk: null, roles: null })),
    );
  });

  test("sees no case of any desk when nobody is named", async () => {
    await base.owner.executeQuery(
      sql`insert into desk (id, slug, name, created_at) values (${DESK}, 'd', 'Desk', now())`.compile(
        base.owner,
      ),
    );
    await sql`insert into party (desk_id, id, name, kind, created_at)
      values (${DESK}, gen_random_uuid(), 'Bank', 'owner', now())`.execute(base.owner);
    const count = sql<{ n: number }>`select count(*) as n from party`;
    expect((await count.execute(base.db)).rows).toEqual([{ n: 0 }]);
    const asSystem = await withSystem(base.db, DESK, (tx) => count.execute(tx));
    expect(asSystem.rows).toEqual([{ n: 1 }]);
  });
});
