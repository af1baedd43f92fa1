import { sql } from "kysely";
import type { Registry, SaltedTerm } from "#core/guard/registry.ts";
import type { Tx } from "../database.ts";

/** What says whether the register is still the one that was read. */
export type RegisterMark = { readonly version: number; readonly people: string };

/** Names of whom are looked for: of those from outside the desk. Its own people sign what it sends. */
const OUTSIDE = sql`not (roles && array['analyst', 'coordinator', 'administrator', 'overseer']::text[])`;

export async function readRegisterMark(tx: Tx): Promise<RegisterMark> {
  const { rows } = await sql<RegisterMark>`
    select coalesce((select version from guard_state where desk_id = (select tid())), 0) as version,
      (select count(*) || ' ' || coalesce(sum(hashtextextended(name, 0)), 0)
       from person where desk_id = (select tid()) and ${OUTSIDE}) as people`.execute(tx);
  const [mark] = rows;
  if (!mark) throw new Error("The register has no mark.");
  return mark;
}

/** A name of one word is an ordinary word somewhere. */
const isTelling = (name: string): boolean => /\S\s+\S/.test(name.trim()) && name.length >= 5;

/** The register as it was at a version and an instant; people as far as they are still known. */
export async function readRegister(
  tx: Tx,
  salt: string,
  at: { readonly version: number; readonly time: Date },
): Promise<Registry> {
  const { version, time } = at;
  const people = await sql<{ name: string }>`
    select distinct name from person
    where desk_id = (select tid()) and created_at <= ${time} and ${OUTSIDE} order by name`.execute(
    tx,
  );
  const terms = await sql<{ term: SaltedTerm }>`
    select term from guard_term where desk_id = (select tid())
      and since <= ${version} and (until is null or until > ${version}) order by id`.execute(tx);
  const canaries = await sql<{ caseId: string; token: string }>`
    select case_id as "caseId", token from guard_canary
    where desk_id = (select tid()) and since <= ${version} order by id`.execute(tx);
  const erased = await sql<{ terms: SaltedTerm[] }>`
    select terms from guard_erased
    where desk_id = (select tid()) and since <= ${version} order by id`.execute(tx);
  return {
    embargoed: [],
    people: people.rows
      .filter(({ name }) => isTelling(name))
      .map(({ name }) => ({ caseId: null, names: [name] })),
    canaries: canaries.rows,
    terms: { salt, terms: terms.rows.map(({ term }) => term) },
    erasedTerms: { salt, terms: erased.rows.flatMap((row) => row.terms) },
  };
}

/** One more; answers with the new version. */
export async function raiseVersion(tx: Tx, deskId: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into guard_state (desk_id, version) values (${deskId}, 1)
    on conflict (desk_id) do update set version = guard_state.version + 1 returning version`.execute(
    tx,
  );
  return rows[0]?.version ?? 1;
}

/** Names that are no news: of the parties that take part in the case, its named readers, and of the party written to. */
export async function listKnownNames(
  tx: Tx,
  { caseId, partyId }: { readonly caseId: string; readonly partyId: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct person.name from case_member member
    join person on person.desk_id = member.desk_id
      and (person.id = member.person_id or (member.person_id is null and person.party_id = member.party_id))
    where member.desk_id = (select tid()) and member.case_id = ${caseId} and member.until is null
    union
    select name from person where desk_id = (select tid()) and party_id = ${partyId}
    order by name`.execute(tx);
  return rows.map(({ name }) => name);
}
