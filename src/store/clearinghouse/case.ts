import { sql } from "kysely";
import type { CaseColumns } from "#core/clearinghouse/caseColumns.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { Tx } from "../database.ts";
import { insertKeysOfEvents } from "./guardKey.ts";

export type StoredCase = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly state: CaseState;
};

const select = (tx: Tx) => tx.selectFrom("cases").select(["id", "ref", "version", "state"]);

type Row = { id: string; ref: string; version: number; state: unknown };
const toStored = (row: Row): StoredCase => ({ ...row, state: row.state as CaseState });

/** Undefined as well when row-level security hides it: who may not see a case cannot tell that there is one. */
export async function findCase(tx: Tx, ref: string): Promise<StoredCase | undefined> {
  const row = await select(tx).where("ref", "=", ref).executeTakeFirst();
  return row && toStored(row);
}

/** Locked until the transaction ends; several are locked in the order of their ids, whatever order they are named in. */
export async function lockCases(tx: Tx, refs: readonly string[]): Promise<StoredCase[]> {
  const rows = await select(tx)
    .where("ref", "in", [...refs])
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toStored);
}

export async function lockCasesById(tx: Tx, ids: readonly string[]): Promise<StoredCase[]> {
  if (ids.length === 0) return [];
  const rows = await select(tx)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toStored);
}

/** Where a case is worked on now: itself, or the one it was merged into, however often. */
export async function findLiveCase(tx: Tx, id: string): Promise<StoredCase | undefined> {
  const row = await select(tx).where("id", "=", id).executeTakeFirst();
  const stored = row && toStored(row);
  const into = stored?.state.mergedInto ?? null;
  return into === null ? stored : await findLiveCase(tx, into);
}

export const findCaseRefs = async (tx: Tx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : await tx
        .selectFrom("cases")
        .select(["id", "ref", "title"])
        .where("id", "in", [...ids])
        .execute();

/** Those of the references that this transaction's asker sees. */
export const findVisibleRefs = async (tx: Tx, refs: readonly string[]): Promise<string[]> =>
  refs.length === 0
    ? []
    : (
        await tx
          .selectFrom("cases")
          .select("ref")
          .where("ref", "in", [...new Set(refs)])
          .execute()
      ).map(({ ref }) => ref);

export type CaseWrite = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly state: CaseState;
  readonly columns: CaseColumns;
};

const COLUMNS =
  sql.raw(`id uuid, ref text, version int, state jsonb, title text, tlp text, status text, component text,
  weakness text, affected text, evidence text, score_finder real, score_verifier real, score_owner real,
  decision jsonb, decision_rank int, due_at date, unknowns int, embargo_state text, embargo_ends date,
  exploited boolean, findings int, owner_state text, owner_since timestamptz, assigned_to uuid,
  opened_at timestamptz, changed_at timestamptz`);
const NAMES =
  sql.raw(`id, ref, version, state, title, tlp, status, component, weakness, affected, evidence,
  score_finder, score_verifier, score_owner, decision, decision_rank, due_at, unknowns, embargo_state, embargo_ends,
  exploited, findings, owner_state, owner_since, assigned_to, opened_at, changed_at`);

const toRows = (cases: readonly CaseWrite[]): string =>
  JSON.stringify(cases.map(({ columns, ...rest }) => ({ ...rest, ...columns })));

export async function insertCases(
  tx: Tx,
  deskId: string,
  cases: readonly CaseWrite[],
): Promise<void> {
  if (cases.length === 0) return;
  await sql`
    insert into cases (desk_id, ${NAMES})
    select ${deskId}::uuid, ${NAMES} from jsonb_to_recordset(${toRows(cases)}::jsonb) as r(${COLUMNS})`.execute(
    tx,
  );
}

export async function updateCases(
  tx: Tx,
  deskId: string,
  cases: readonly CaseWrite[],
): Promise<void> {
  if (cases.length === 0) return;
  await sql`
    update cases set (${NAMES}) = (select ${sql.raw("r.*")})
    from jsonb_to_recordset(${toRows(cases)}::jsonb) as r(${COLUMNS})
    where cases.desk_id = ${deskId}::uuid and cases.id = r.id`.execute(tx);
}

export type NewCaseEvent = {
  readonly caseId: string;
  readonly seq: number;
  readonly event: CaseEvent;
};

export async function insertCaseEvents(
  tx: Tx,
  deskId: string,
  events: readonly NewCaseEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ caseId, seq, event: { type, at, by, ...data } }) => ({
    case_id: caseId,
    seq,
    at,
    type,
    by_person: by.personId,
    by_party: by.partyId,
    by_label: by.label,
    data,
  }));
  await sql`
    insert into case_event (desk_id, case_id, seq, at, type, by_person, by_party, by_label, data)
    select ${deskId}::uuid, case_id, seq, at, type, by_person, by_party, by_label, data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      case_id uuid, seq int, at timestamptz, type text, by_person uuid, by_party uuid, by_label text, data jsonb)`.execute(
    tx,
  );
  await insertKeysOfEvents(tx, deskId, events);
}

export const listCaseEvents = async (tx: Tx, caseId: string, after: number, limit: number) =>
  await tx
    .selectFrom("case_event")
    .select(["seq", "at", "type", "by_label", "data"])
    .where("case_id", "=", caseId)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();

/** How urgent the decision in force finds a case; 1 is the most urgent. */
export const findRank = async (tx: Tx, caseId: string) =>
  await tx
    .selectFrom("cases")
    .select(["decision_rank as rank", "due_at as dueAt"])
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();

/** Cases whose embargo may be over, and open ones whose owner was written to and may owe an answer. By id. */
export async function listCasesToWatch(
  tx: Tx,
  page: { today: string; after: string | null; limit: number },
): Promise<StoredCase[]> {
  const rows = await select(tx)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("embargo_state", "in", ["active", "revise"]),
          eb("embargo_ends", "<=", page.today),
          eb("status", "<>", "merged"),
        ]),
        eb.and([eb("status", "=", "open"), eb("owner_state", "<>", "not-contacted")]),
      ]),
    )
    .$if(page.after !== null, (query) => query.where("id", ">", page.after ?? ""))
    .orderBy("id")
    .limit(page.limit)
    .execute();
  return rows.map(toStored);
}
