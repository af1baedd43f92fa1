import { type SqlBool, sql } from "kysely";
import { CASE_VIEWS, type CaseView } from "#core/clearinghouse/caseView.ts";
import type { Tx } from "../database.ts";

export type CaseFilter = {
  readonly view: CaseView;
  readonly status: "open" | "merged" | "closed" | "any";
  readonly assigned: "me" | "nobody" | "any";
  readonly personId: string | null;
  readonly evidence: string;
  readonly text?: string | undefined;
};

/** Where a page of the list ended: the last row's place in the order. */
export type CaseCursor = { readonly rank: number; readonly due: string; readonly ref: string };

/** A case without a due day comes after all that have one. */
const DUE = sql<string>`coalesce(cases.due_at, 'infinity'::date)`;

const HAS_DRAFT = sql`exists (select 1 from message m where m.desk_id = cases.desk_id and m.case_id = cases.id and m.state in ('draft', 'held'))`;
const HAS_PROPOSAL = sql`exists (select 1 from proposal p where p.desk_id = cases.desk_id and p.state = 'open' and (p.case_id = cases.id or p.other_id = cases.id))`;
const HAS_TASK = sql`exists (select 1 from task t where t.desk_id = cases.desk_id and t.case_id = cases.id and t.done_at is null)`;
const IN_OVERFLOW = sql`exists (select 1 from message m where m.desk_id = cases.desk_id and m.case_id = cases.id and m.state = 'queued')`;

/** What each view asks for besides the filter. */
const VIEW = {
  decision: sql<SqlBool>`true`,
  due: sql<SqlBool>`cases.due_at <= current_date + 3`,
  waiting: sql<SqlBool>`(${HAS_DRAFT} or ${HAS_PROPOSAL} or ${HAS_TASK} or cases.owner_state = 'needs-more')`,
  silent: sql<SqlBool>`cases.owner_state = 'sent' and cases.owner_since < now() - interval '14 days'`,
  disputed: sql<SqlBool>`abs(coalesce(cases.score_owner, cases.score_verifier) - cases.score_finder) >= 2`,
  unknown: sql<SqlBool>`cases.unknowns > 0`,
  overflow: sql<SqlBool>`${IN_OVERFLOW}`,
} as const;

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;

function filtered(tx: Tx, filter: CaseFilter) {
  const { view, status, assigned, evidence, text, personId } = filter;
  return tx
    .selectFrom("cases")
    .where(VIEW[view])
    .$if(status !== "any", (query) => query.where("status", "=", status as "open"))
    .$if(assigned === "me", (query) => query.where("assigned_to", "=", personId))
    .$if(assigned === "nobody", (query) => query.where("assigned_to", "is", null))
    .$if(evidence !== "any", (query) => query.where("evidence", "=", evidence))
    .$if(text !== undefined, (query) =>
      query.where((eb) =>
        eb.or(
          (["ref", "component", "weakness", "title"] as const).map((column) =>
            eb(column, "ilike", like(text ?? "")),
          ),
        ),
      ),
    );
}

/** In the order of the work: most urgent decision first, then the earlier day. */
export async function listCases(
  tx: Tx,
  filter: CaseFilter,
  after: CaseCursor | undefined,
  limit: number,
) {
  return await filtered(tx, filter)
    .leftJoin("person", (join) =>
      join
        .onRef("person.desk_id", "=", "cases.desk_id")
        .onRef("person.id", "=", "cases.assigned_to"),
    )
    .select([
      "cases.ref",
      "cases.title",
      "cases.tlp",
      "cases.status",
      "cases.component",
      "cases.affected",
      "cases.weakness",
      "cases.evidence",
      "cases.score_finder",
      "cases.score_verifier",
      "cases.score_owner",
      "cases.decision",
      "cases.decision_rank",
      "cases.due_at",
      "cases.embargo_state",
      "cases.embargo_ends",
      "cases.exploited",
      "cases.findings",
      "cases.owner_state",
      "cases.owner_since",
      "cases.assigned_to",
      "cases.opened_at",
      "person.name as assigned_name",
    ])
    .$if(after !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(cases.decision_rank, ${DUE}, cases.ref) > (${after?.rank ?? 0}::int, ${after?.due ?? "-infinity"}::date, ${after?.ref ?? ""}::text)`,
      ),
    )
    .orderBy("cases.decision_rank")
    .orderBy(DUE)
    .orderBy("cases.ref")
    .limit(limit)
    .execute();
}

export type CaseListRow = Awaited<ReturnType<typeof listCases>>[number];

export async function countViews(tx: Tx, filter: Omit<CaseFilter, "view">) {
  const counts: Partial<Record<CaseView, number>> = {};
  for (const view of CASE_VIEWS) {
    const row = await filtered(tx, { ...filter, view })
      .select(sql<number>`count(*)::int`.as("n"))
      .executeTakeFirstOrThrow();
    counts[view] = row.n;
  }
  return counts as Record<CaseView, number>;
}

export const countGroups = async (tx: Tx, filter: CaseFilter) =>
  await filtered(tx, filter)
    .select(["decision_rank as rank", sql<string>`min(decision ->> 'outcome')`.as("outcome")])
    .select(sql<number>`count(*)::int`.as("count"))
    .groupBy("decision_rank")
    .orderBy("decision_rank")
    .execute();
