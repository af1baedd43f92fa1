import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { checkPlaces, type Place, readExceptions } from "../testing/wording.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Everything the migrated database calls by a name or a value, of tables of the review and of what speaks of them. */
async function schemaOfReview(): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with ours as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relname ~ '^(review|sealed|person_key)')
    select 'table ' || relname as place, relname as text from ours
    union all select 'column of ' || relname, concat_ws(' ', attname, format_type(atttypid, atttypmod),
        pg_get_expr(adbin, adrelid), col_description(ours.oid, attnum))
      from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
    union all select 'constraint of ' || relname, conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      from ours join pg_constraint on conrelid = ours.oid
    union all select 'index of ' || relname, pg_get_indexdef(indexrelid)
      from ours join pg_index on indrelid = ours.oid
    union all select 'trigger of ' || relname, pg_get_triggerdef(pg_trigger.oid)
      from ours join pg_trigger on tgrelid = ours.oid and not tgisinternal
    union all select 'policy of ' || tablename, concat_ws(' ', policyname, qual, with_check)
      from pg_policies where tablename in (select relname from ours) or concat(qual, with_check) ~ 'review'
    union all select 'function ' || proname, concat_ws(' ', proname, prosrc)
      from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~ 'review'
    union all select 'type ' || typname, concat_ws(' ', typname, string_agg(enumlabel, ' '))
      from pg_type left join pg_enum on enumtypid = pg_type.oid
      where typnamespace = 'public'::regnamespace and typname ~ 'review' group by typname
    union all select 'sequence', relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'S' and relname ~ 'review'`.execute(
    database.owner,
  );
  return rows;
}

const wrong = async () => checkPlaces(await schemaOfReview(), readExceptions()).wrong;

test("no table, column, value, policy or function of a review says whether a model may be released", async () => {
  const places = await schemaOfReview();
  expect(places.filter(({ place }) => place.startsWith("column")).length).toBeGreaterThan(50);
  expect(await wrong()).toEqual([]);
});

test.each([
  ["column", "alter table review add column approved_at timestamptz"],
  ["value", "alter table review add constraint planted check (model <> 'denied') not valid"],
  ["table", "create table review_clearance (id uuid)"],
  ["type", "create type review_state as enum ('held', 'licensed')"],
  ["policy", "create policy authorised_readers on review_event using (true)"],
  ["index", "create index review_passed on review (model)"],
  ["comment", "comment on column review.model is 'Certified as safe.'"],
])("a planted %s is found", async (_, statement) => {
  await sql.raw(statement).execute(database.owner);
  const found = await wrong();
  await database.drop();
  database = await testDatabase();
  expect(found.length).toBeGreaterThan(0);
});
