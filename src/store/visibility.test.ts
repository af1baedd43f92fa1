import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "#core/access/role.ts";
import {
  type CrowdedCase,
  type CrowdedDesk,
  crowd,
  MARKS,
  type Mark,
  SEATS,
} from "../testing/crowdedDesk.ts";
import { testDesk } from "../testing/desk.ts";
import { fillEveryTable } from "../testing/everyTable.ts";
import { seesCase } from "../testing/sightOfCase.ts";
import { findCandidates } from "./clearinghouse/candidate.ts";
import { type Acting, type Db, withAsker } from "./database.ts";

/** Without a desk: the desks themselves, and reference data of the whole installation. */
const OF_THE_INSTALLATION = ["desk", "epss", "import_state", "kev"];

let here: CrowdedDesk;
let there: CrowdedDesk;
let tables: readonly string[];
const cases = new Map<Mark, CrowdedCase>();

const namesOf = async (db: Db, query: ReturnType<typeof sql<{ name: string }>>) =>
  (await query.execute(db)).rows.map(({ name }) => name);

const TABLES = sql<{ name: string }>`
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;

/** Tables with a desk's rows that row-level security does not hold, or not for their owner. */
const OPEN_TABLES = sql<{ name: string }>`
  select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'v', 'f')
    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'desk_id' and not a.attisdropped)
    and not (c.relrowsecurity and c.relforcerowsecurity)
  order by 1`;

/** Keys, unique indexes and references of a desk's tables in which the desk does not stand. */
const KEYS_WITHOUT_DESK = sql<{ name: string }>`
  select conrelid::regclass || ' ' || conname as name from pg_constraint
  where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    and conrelid::regclass::text <> all(${OF_THE_INSTALLATION}::text[])
    and not exists (select 1 from pg_attribute a
      where a.attrelid = conrelid and a.attnum = any(conkey) and a.attname = 'desk_id')
  union all
  select i.indrelid::regclass || ' ' || i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and i.indisunique
    and c.relname <> all(${OF_THE_INSTALLATION}::text[])
    and not exists (select 1 from pg_attribute a
      where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = 'desk_id')
  order by 1`;

beforeAll(async () => {
  const first = await testDesk();
  here = await crowd(first);
  for (const mark of MARKS) cases.set(mark, await here.openCase(mark));
  await fillEveryTable(here);
  there = await crowd(await testDesk({ slug: "harbor", beside: first }));
  await fillEveryTable(there);
  const all = await namesOf(first.owner, TABLES);
  tables = all.filter((name) => !OF_THE_INSTALLATION.includes(name));
});
afterAll(async () => {
  await there.desk.close();
  await here.desk.close();
});

/** Undoes what `work` did, and answers with what it found. */
async function tried<T>(db: Db, asker: Acting, work: (tx: Db) => Promise<T>): Promise<T> {
  let found: { value: T } | undefined;
  const undo = new Error("undo");
  await withAsker(db, asker, async (tx) => {
    found = { value: await work(tx) };
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (!found) throw new Error("Nothing was tried.");
  return found.value;
}

describe("the schema", () => {
  test("keeps row-level security on every table with rows of a desk, for its owner too", async () => {
    expect(await namesOf(here.desk.owner, OPEN_TABLES)).toEqual([]);
  });

  test("has the desk in every key, unique index and reference of a desk's tables", async () => {
    expect(await namesOf(here.desk.owner, KEYS_WITHOUT_DESK)).toEqual([]);
  });

  test("a new table without either is found", async () => {
    const found = await tried(here.desk.owner, here.keeper, async (tx) => {
      await sql`create table planted (desk_id uuid, id uuid primary key)`.execute(tx);
      return {
        open: await namesOf(tx, OPEN_TABLES),
        keys: await namesOf(tx, KEYS_WITHOUT_DESK),
      };
    });
    expect(found).toEqual({
      open: ["planted"],
      keys: ["planted planted_pkey", "planted planted_pkey"],
    });
  });

  test("has no other table without a desk than those named here", async () => {
    const without = sql<{ name: string }>`
      select relname as name from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v')
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'desk_id')
      order by 1`;
    expect(await namesOf(here.desk.owner, without)).toEqual(OF_THE_INSTALLATION);
  });

  test("is served as a role that owns nothing and cannot pass row-level security", async () => {
    const { rows } = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*) from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owned,
        pg_has_role(r.oid, (select relowner from pg_class where oid = 'cases'::regclass), 'member') as "actsAsOwner"
      from pg_roles r where rolname = current_user`.execute(here.desk.db);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
        actsAsOwner: false,
      },
    ]);
  });

  test("has no function that runs as its owner", async () => {
    const lent = sql<{ name: string }>`
      select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`;
    expect(await namesOf(here.desk.owner, lent)).toEqual([]);
  });

  test("answers what matching asks to the desk's own jobs alone", async () => {
    const { rows } = await sql<{ band: number }>`
      select band from finding_band where desk_id = ${there.desk.id} limit 1`.execute(
      here.desk.owner,
    );
    const bands = rows.map(({ band }) => band);
    const near = async (asker: Acting) =>
      await withAsker(here.desk.db, asker, async (tx) => {
        return (await findCandidates(tx, [{ matchKey: null, bands }])).map((one) => one.findingId);
      });
    const jobs = (desk: CrowdedDesk): Acting => ({ ...desk.keeper, roles: ["system"] });
    const theirs = await near(jobs(there));
    expect(theirs.length).toBeGreaterThan(0);
    expect(await near(there.keeper)).toEqual([]);
    // Both desks hold the same texts: each finds its own.
    expect((await near(jobs(here))).filter((id) => theirs.includes(id))).toEqual([]);
  });
});

/** Everybody of one desk, a link into its AMBER case, and one into a RED case. */
const askersOf = ({ people, keeper, source, parties, desk }: CrowdedDesk): readonly Acting[] => [
  ...SEATS.flatMap((seat) => ROLES.map((role) => people[seat][role])),
  keeper,
  source,
  ...(["AMBER", "RED-named"] as const).map(
    (mark): Acting => ({
      deskId: desk.id,
      personId: null,
      partyId: parties.member.id,
      roles: ["owner"],
      onlyCaseId: cases.get(mark)?.id ?? "",
    }),
  ),
];

describe("another desk", () => {
  test("has rows in every table, so that each is put to the test", async () => {
    for (const table of tables) {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(table)} where desk_id = ${there.desk.id}`.execute(
        here.desk.owner,
      );
      expect([table, rows[0]?.n]).not.toEqual([table, 0]);
    }
  });

  test("is seen by nobody, in no table", async () => {
    for (const asker of askersOf(here)) {
      await withAsker(here.desk.db, asker, async (tx) => {
        for (const table of tables) {
          const { rows } = await sql`select 1 from ${sql.table(table)}
            where desk_id is distinct from ${here.desk.id} limit 1`.execute(tx);
          expect([asker.roles, table, rows.length]).toEqual([asker.roles, table, 0]);
        }
      });
    }
  });

  test("is not seen by the desk's own jobs either", async () => {
    const system: Acting = { ...here.keeper, roles: ["system"], personId: null, partyId: null };
    await withAsker(here.desk.db, system, async (tx) => {
      for (const table of tables) {
        const { rows } = await sql`select 1 from ${sql.table(table)}
          where desk_id = ${there.desk.id} limit 1`.execute(tx);
        expect([table, rows.length]).toEqual([table, 0]);
      }
    });
  });

  test("without an asker nothing is seen at all", async () => {
    for (const table of tables) {
      const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(here.desk.db);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  const columnsOf = async (table: string) =>
    (
      await namesOf(
        here.desk.owner,
        sql<{ name: string }>`select attname as name from pg_attribute
          where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            and attidentity <> 'a'`,
      )
    ).map((name) => sql.ref(name));

  /** `written`, or why not. */
  const outcomeOf = async (asker: Acting, statement: ReturnType<typeof sql>): Promise<string> => {
    try {
      const { numAffectedRows } = await tried(here.desk.db, asker, (tx) => statement.execute(tx));
      return (numAffectedRows ?? 0n) > 0n ? "written" : "nothing";
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  const INSUFFICIENT_PRIVILEGE = "42501";

  test("takes no row from anybody here, not even from the desk's own jobs", async () => {
    const { member, outside } = here.people;
    const system: Acting = { ...here.keeper, roles: ["system"] };
    const askers = [here.keeper, here.source, member.owner, outside.administrator, system];
    for (const table of tables) {
      const columns = sql.join(await columnsOf(table));
      const { rows } = await sql<{
        row: unknown;
      }>`select to_jsonb(t) as row from ${sql.table(table)} t
        where desk_id = ${there.desk.id} limit 1`.execute(here.desk.owner);
      const planted = sql`insert into ${sql.table(table)} (${columns})
        select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(rows[0]?.row)}::jsonb)`;
      for (const asker of askers) {
        expect([table, await outcomeOf(asker, planted)]).toEqual([table, INSUFFICIENT_PRIVILEGE]);
      }
    }
  });

  test("loses and changes no row by anybody here", async () => {
    const system: Acting = { ...here.keeper, roles: ["system"] };
    for (const asker of [here.keeper, here.people.outside.administrator, system]) {
      for (const table of tables) {
        const remove = sql`delete from ${sql.table(table)} where desk_id = ${there.desk.id}`;
        const change = sql`update ${sql.table(table)} set desk_id = desk_id where desk_id = ${there.desk.id}`;
        for (const statement of [remove, change]) {
          expect([table, await outcomeOf(asker, statement)]).not.toEqual([table, "written"]);
        }
      }
    }
  });
});

/** Tables whose rows hang on a case, and the column that says on which. */
const HANGING = [
  ["cases", "id"],
  ["case_event", "case_id"],
  ["case_finding", "case_id"],
  ["case_member", "case_id"],
  ["message", "case_id"],
  ["task", "case_id"],
  ["signed_link", "case_id"],
  ["advisory", "case_id"],
  ["proposal", "case_id"],
] as const;

/** Case ids the asker sees rows of, among those of `cases`, in a table. */
async function seenIn(asker: Acting, table: string, column: string): Promise<string[]> {
  const ids = [...cases.values()].map(({ id }) => id);
  return await withAsker(here.desk.db, asker, async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}
      where ${sql.ref(column)} = any(${ids}::uuid[])`.execute(tx);
    return rows
      .map(({ id }) => [...cases.values()].find((one) => one.id === id)?.mark ?? "")
      .sort();
  });
}

describe("a case", () => {
  test.each(ROLES)("is seen by the %s whose it is to see, in every table", async (role) => {
    for (const seat of SEATS) {
      const asker = here.people[seat][role];
      const expected = MARKS.filter((mark) => seesCase(role, seat, mark)).sort();
      expect([seat, await seenIn(asker, "cases", "id")]).toEqual([seat, expected]);
      for (const [table, column] of HANGING) {
        const more = (await seenIn(asker, table, column)).filter(
          (mark) => !expected.includes(mark as Mark),
        );
        // Whoever sits in a case, or reads it, knows that; the row says no more than where.
        if (table !== "case_member") expect([seat, table, more]).toEqual([seat, table, []]);
      }
    }
  });

  test("opened by a link is the one case, and no TLP:RED one", async () => {
    const [amber, red] = askersOf(here).slice(-2);
    if (!amber || !red) throw new Error("There are no links.");
    for (const [table, column] of HANGING) {
      const seen = await seenIn(amber, table, column);
      expect([table, seen.filter((mark) => mark !== "AMBER")]).toEqual([table, []]);
      if (table !== "case_member")
        expect([table, await seenIn(red, table, column)]).toEqual([table, []]);
    }
    expect(await seenIn(amber, "cases", "id")).toEqual(["AMBER"]);
  });

  test("is written by no asker, whoever sees it; only by the desk, after its decision", async () => {
    const one = cases.get("AMBER");
    const askers = [here.keeper, here.people.member.owner, here.people.member.analyst];
    for (const asker of askers) {
      const change = (tx: Db) =>
        sql`update cases set title = 'mine' where id = ${one?.id}`.execute(tx);
      await expect(tried(here.desk.db, asker, change)).rejects.toMatchObject({ code: "42501" });
      const forge = (tx: Db) =>
        sql`insert into case_member (desk_id, case_id, party_id, role, since)
          values (${here.desk.id}, ${one?.id}, ${here.parties.outside.id}, 'owner', now())`.execute(
          tx,
        );
      await expect(tried(here.desk.db, asker, forge)).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("shows a participant what was sent to its party, and neither drafts nor the desk's tasks", async () => {
    const one = cases.get("AMBER");
    const states = await withAsker(here.desk.db, here.people.member.owner, async (tx) => {
      const { rows } = await sql<{ state: string }>`
        select state from message where case_id = ${one?.id}
        union all select 'task' from task union all select 'link' from signed_link`.execute(tx);
      return rows.map(({ state }) => state);
    });
    expect(states).toEqual([]); // what the crowd sent is queued: nothing has left yet
    const drafts = await withAsker(here.desk.db, here.keeper, async (tx) => {
      const { rows } =
        await sql`select 1 from message where case_id = ${one?.id} and state = 'draft'`.execute(tx);
      return rows.length;
    });
    expect(drafts).toBe(1);
  });
});

describe("a report", () => {
  const count = (asker: Acting, mark: Mark) =>
    withAsker(here.desk.db, asker, async (tx) => {
      const ref = cases.get(mark)?.reportRef;
      return (await sql`select 1 from report where ref = ${ref}`.execute(tx)).rows.length;
    });

  test("is seen by the submitters of its own party", async () => {
    expect(await count(here.source, "RED-unnamed")).toBe(1);
    expect(await count(here.people.outside.finder, "AMBER")).toBe(0);
  });

  test.each(ROLES)(
    "of somebody else is seen by the %s only as one of the staff who see its case",
    async (role) => {
      const isStaff = role === "analyst" || role === "coordinator";
      for (const seat of SEATS) {
        for (const mark of MARKS) {
          const expected = isStaff && seesCase(role, seat, mark) ? 1 : 0;
          expect([mark, await count(here.people[seat][role], mark)]).toEqual([mark, expected]);
        }
      }
    },
  );
});

describe("an entry of the ledger", () => {
  test("that is restricted is opened by those who see its case, and by nobody else", async () => {
    for (const mark of MARKS) {
      for (const seat of SEATS) {
        for (const role of ROLES) {
          const opened = await withAsker(here.desk.db, here.people[seat][role], async (tx) => {
            const { rows } = await sql`select 1 from ledger_entry
              where restricted and case_id = ${cases.get(mark)?.id} limit 1`.execute(tx);
            return rows.length > 0;
          });
          expect([mark, seat, role, opened]).toEqual([
            mark,
            seat,
            role,
            seesCase(role, seat, mark),
          ]);
        }
      }
    }
  });

  test("about an account is opened by nobody but the desk's own jobs", async () => {
    const { rows } = await withAsker(here.desk.db, here.people.outside.administrator, (tx) =>
      sql`select 1 from ledger_entry where restricted and case_id is null`.execute(tx),
    );
    expect(rows).toEqual([]);
  });

  test("cannot be changed, removed, or placed in the log by an asker", async () => {
    const { keeper, desk } = here;
    for (const statement of [
      sql`update ledger_entry set salt = salt`,
      sql`delete from ledger_entry`,
      sql`update ledger_leaf set leaf = leaf`,
      sql`delete from ledger_pending`,
      sql`update ledger_tile set hashes = hashes`,
    ]) {
      const { numAffectedRows } = await tried(desk.db, keeper, (tx) => statement.execute(tx));
      expect(numAffectedRows).toBe(0n);
    }
    const forged = (tx: Db) =>
      sql`insert into ledger_checkpoint values (${desk.id}, 9999, 1, decode(repeat('00', 32), 'hex'), 'forged', now())`.execute(
        tx,
      );
    await expect(tried(desk.db, keeper, forged)).rejects.toMatchObject({ code: "42501" });
  });
});
