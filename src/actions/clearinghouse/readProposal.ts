import type { Asker } from "#core/access/asker.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { idIn, numberIn } from "#core/cursor.ts";
import { type CaseSide, findCaseSides } from "#store/clearinghouse/caseSide.ts";
import {
  listProposals,
  listProposalsOf,
  lockProposal,
  type ProposalRow,
} from "#store/clearinghouse/proposal.ts";
import { type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

type Signal = {
  name: string;
  verdict: "agrees" | "disagrees" | "unknown";
  here: string;
  there: string;
};

const placeOf = (finding: Finding | null): string | null => {
  const [first] = finding?.locations ?? [];
  if (!first) return null;
  const at = [first.file, first.line].filter((part) => part !== null).join(":");
  return [at, first.function].filter(Boolean).join(" in ") || null;
};

const toSide = (side: CaseSide) => {
  const finding = side.content as Finding | null;
  return {
    ref: side.ref,
    title: side.title,
    component: side.component,
    weakness: side.weakness,
    evidence: side.evidence,
    description: finding?.description ?? "",
    place: placeOf(finding),
    trace: finding?.trace ?? null,
    reports: side.findings,
    openedAt: side.opened_at.toISOString(),
  };
};

async function toProposals(tx: Tx, rows: readonly ProposalRow[]) {
  const sides = await findCaseSides(tx, [
    ...new Set(rows.flatMap((row) => [row.case_id, row.other_id])),
  ]);
  return rows.flatMap((row) => {
    const [one, other] = [sides.get(row.case_id), sides.get(row.other_id)];
    if (!one || !other) return [];
    return {
      id: row.id,
      score: row.score,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      decidedBy: row.decided_by,
      one: toSide(one),
      other: toSide(other),
      signals: row.signals as Signal[],
    };
  });
}

export async function readProposal(tx: Tx, id: string) {
  const row = await lockProposal(tx, id);
  const [proposal] = row ? await toProposals(tx, [row]) : [];
  if (!proposal) throw new Error(`The proposal ${id} cannot be read back.`);
  return proposal;
}

/** For the case page: the other side of each open proposal. */
export async function readProposalsOf(tx: Tx, caseId: string) {
  const proposals = await toProposals(tx, await listProposalsOf(tx, caseId));
  const rows = await listProposalsOf(tx, caseId);
  return proposals.map(({ id, score, signals, one, other }) => {
    const isOne = rows.find((row) => row.id === id)?.case_id === caseId;
    const there = isOne ? other : one;
    return {
      id,
      score,
      other: { ref: there.ref, title: there.title, reports: there.reports },
      signals: isOne ? signals : signals.map((s) => ({ ...s, here: s.there, there: s.here })),
    };
  });
}

export async function readProposals(
  deps: Deps,
  asker: Asker,
  query: { after?: string | undefined; limit: number; state: "open" | "decided" },
) {
  const [first, second] = (query.after ?? "").split("_");
  const [score, id] = [numberIn(first), idIn(second)];
  const after = score !== undefined && id !== undefined ? { score, id } : undefined;
  return await withAsker(deps.db, asker, async (tx) => {
    const rows = await listProposals(tx, query.state, after, query.limit);
    await record(tx, deps, asker, [{ kind: "proposals.read", subject: {}, restricted: true }]);
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      items: await toProposals(tx, rows),
      next: last ? `${last.score}_${last.id}` : null,
    };
  });
}
