import type { Asker } from "#core/access/asker.ts";
import { idIn, instantIn } from "#core/cursor.ts";
import { answersFor } from "#core/guard/decideEscalation.ts";
import type { PartFinding, Parts } from "#core/guard/evaluateParts.ts";
import type { Held } from "#core/guard/held.ts";
import { nearCopiesIn } from "#core/guard/nearCopies.ts";
import { toShownFinding } from "#core/guard/shownFinding.ts";
import { ok } from "#core/result.ts";
import { findCaseRefs } from "#store/clearinghouse/case.ts";
import { type Tx, withAsker } from "#store/database.ts";
import {
  type EscalationRow,
  findEscalation,
  listDecided,
  listWaiting,
} from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { noSuchEscalation } from "./askEscalation.ts";
import { openHeld } from "./openHeld.ts";

const toLine = (row: EscalationRow) => ({
  id: row.id,
  state: row.state,
  channel: row.channel,
  verdict: row.verdict,
  audience: { kind: row.audience.kind, caseRef: row.caseRef },
  destination: row.destination,
  from: row.sender,
  askedAt: row.askedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  rules: row.rules,
  decidedBy: row.decider,
  decidedAt: row.decidedAt?.toISOString() ?? null,
});

const cursorIn = (after: string | undefined) => {
  const [time, id] = (after ?? "").split("_");
  const [at, of] = [instantIn(time), idIn(id)];
  return at && of ? { at, id: of } : null;
};

/** What waits for a decision, the first to expire first; or what was decided, newest first. */
export const readEscalations = (
  { db }: Pick<Deps, "db">,
  asker: Asker,
  query: {
    readonly state: "waiting" | "decided";
    readonly after?: string | undefined;
    readonly limit: number;
  },
) =>
  withAsker(db, asker, async (tx) => {
    const { state, after, limit } = query;
    const list = state === "waiting" ? listWaiting : listDecided;
    const rows = await list(tx, cursorIn(after), limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const at = state === "waiting" ? last?.expiresAt : last?.decidedAt;
    return ok({
      items: rows.map(toLine),
      next: last && at ? `${at.toISOString()}_${last.id}` : null,
    });
  });

/** Both sides of each near copy; the passage for readers of its case alone. */
async function nearCopiesOf(tx: Tx, parts: Parts, findings: readonly PartFinding[]) {
  const copies = nearCopiesIn(parts, findings);
  const refs = await findCaseRefs(tx, [...new Set(copies.map(({ caseId }) => caseId))]);
  return copies.map(({ ruleId, caseId, here, there }) => {
    const seen = refs.find(({ id }) => id === caseId);
    return { ruleId, here, there: seen ? there : null, caseRef: seen?.ref ?? null };
  });
}

/**
 * True where what is held repeats the text of a case that the asker does not see: then it is not theirs to read, nor to decide.
 * To be called as the asker.
 */
export async function repeatsUnseen(tx: Tx, held: Held | null): Promise<boolean> {
  const ids = new Set((held?.findings ?? []).flatMap(({ origin }) => origin?.caseId ?? []));
  return (await findCaseRefs(tx, [...ids])).length < ids.size;
}

/** Undefined where the asker does not see it. */
export async function readEscalationPage(tx: Tx, deps: Deps, asker: Asker, id: string) {
  const row = await findEscalation(tx, id);
  // Who asked reads the answer, not the page of those who decide.
  if (!row || !asker.roles.includes("coordinator")) return undefined;
  const held = openHeld(deps, asker.deskId, row);
  if (await repeatsUnseen(tx, held)) return undefined;
  return {
    ...toLine(row),
    parts: held?.parts ?? {},
    rewrite: held?.rewrite ?? null,
    findings: (held?.findings ?? []).map(toShownFinding),
    nearCopies: held ? await nearCopiesOf(tx, held.parts, held.findings) : [],
    reason: row.reason,
    answers: answersFor({ ...row, held }, asker.personId, deps.now()),
  };
}

/** To read what is held is an access. */
export const readEscalation = (deps: Deps, asker: Asker, id: string) =>
  withAsker(deps.db, asker, async (tx) => {
    const page = await readEscalationPage(tx, deps, asker, id);
    if (!page) return noSuchEscalation();
    await record(tx, deps, asker, [
      { kind: "guard.read", subject: { escalationId: id }, restricted: true },
    ]);
    return ok(page);
  });
