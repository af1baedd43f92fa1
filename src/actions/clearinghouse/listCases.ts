import type { Asker } from "#core/access/asker.ts";
import type { DecisionBrief } from "#core/clearinghouse/priority/caseDecision.ts";
import { tableNamed } from "#core/clearinghouse/priority/tables/all.ts";
import { countIn, dayIn } from "#core/cursor.ts";
import {
  type CaseCursor,
  type CaseFilter,
  type CaseListRow,
  countGroups,
  countViews,
  listCases,
} from "#store/clearinghouse/caseList.ts";
import { listImports } from "#store/clearinghouse/feed.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

type Evidence =
  | "asserted"
  | "reproduced"
  | "independently-reproduced"
  | "owner-confirmed"
  | "refuted";

const labelOf = ({ table, outcome }: { table: string; outcome: string }): string =>
  tableNamed(table)?.outcomes.find(({ value }) => value === outcome)?.label ?? outcome;

function toRow(row: CaseListRow) {
  const decision = row.decision as DecisionBrief;
  return {
    ref: row.ref,
    title: row.title,
    tlp: row.tlp,
    status: row.status,
    component: row.component,
    version: row.affected,
    weakness: row.weakness,
    evidence: row.evidence as Evidence,
    severity: { finder: row.score_finder, verifier: row.score_verifier, owner: row.score_owner },
    decision: { ...decision, outcome: labelOf(decision) },
    embargo: { state: row.embargo_state, endsAt: row.embargo_ends, exploited: row.exploited },
    reports: row.findings,
    owner: { state: row.owner_state, since: row.owner_since?.toISOString() ?? null },
    assignedTo:
      row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? "" },
    openedAt: row.opened_at.toISOString(),
  };
}

const cursorOf = (row: CaseListRow): string =>
  [row.decision_rank, row.due_at ?? "infinity", row.ref].join("_");

const CURSOR = /^(\d+)_([^_]+)_(VC-\d{4}-\d+)$/;

/** A cursor that is not one of ours starts at the beginning. */
function readCursor(text: string | undefined): CaseCursor | undefined {
  const [, first, second, ref] = CURSOR.exec(text ?? "") ?? [];
  const rank = countIn(first);
  const due = second === "infinity" ? second : dayIn(second);
  return rank === undefined || !due || ref === undefined ? undefined : { rank, due, ref };
}

type Query = Omit<CaseFilter, "personId"> & {
  readonly after?: string | undefined;
  readonly limit: number;
};

export async function readCases(deps: Deps, asker: Asker, query: Query) {
  return await withAsker(deps.db, asker, async (tx) => {
    const filter = { ...query, personId: asker.personId };
    const rows = await listCases(tx, filter, readCursor(query.after), query.limit);
    await record(tx, deps, asker, [
      { kind: "cases.listed", subject: {}, detail: { rows: rows.length }, restricted: true },
    ]);
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items: rows.map(toRow), next: last ? cursorOf(last) : null };
  });
}

export async function countCases({ db }: Deps, asker: Asker, assigned: "me" | "any") {
  const filter = {
    status: "open",
    assigned,
    personId: asker.personId,
    evidence: "any",
    text: undefined,
  } as const;
  return await withAsker(db, asker, async (tx) => {
    const views = await countViews(tx, filter);
    const groups = await countGroups(tx, { ...filter, view: "decision" });
    const imports = await listImports(tx);
    return {
      views,
      groups: groups.map(({ rank, outcome, count }) => ({
        rank,
        outcome: labelOf({ table: "bod-26-04", outcome }),
        count,
      })),
      total: views.decision,
      imports: (["kev", "epss"] as const).map((name) => {
        const one = imports.find((item) => item.name === name);
        return { name, asOf: one?.as_of ?? null, failed: one?.failed ?? null };
      }),
    };
  });
}
