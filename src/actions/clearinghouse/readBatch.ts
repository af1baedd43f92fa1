import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import { countIn, idIn, instantIn } from "#core/cursor.ts";
import type { Problem } from "#core/problem.ts";
import { ok, refuse } from "#core/result.ts";
import { findBatch, listBatches, listBatchProblems } from "#store/clearinghouse/batch.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";

type Paging = { readonly after?: string | undefined; readonly limit: number };

const readCursor = (text: string | undefined) => {
  const [at, id] = (text ?? "").split("_");
  const [instant, batch] = [instantIn(at), idIn(id)];
  return instant && batch ? { at: instant, id: batch } : undefined;
};

export async function readBatches({ db }: Deps, asker: Asker, { after, limit }: Paging) {
  const staff = isStaff(asker.roles);
  return await withAsker(db, asker, async (tx) => {
    const rows = await listBatches(tx, readCursor(after), limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const items = rows.map((row) => ({
      id: row.id,
      name: row.name,
      from: row.party_name,
      startedAt: row.started_at.toISOString(),
      finishedAt: row.finished_at?.toISOString() ?? null,
      lines: row.lines,
      stored: row.stored,
      known: row.known,
      refused: row.refused,
      matched: staff
        ? { new: row.matched_new, same: row.matched_same, proposed: row.matched_proposed }
        : null,
    }));
    return { items, next: last ? `${last.started_at.toISOString()}_${last.id}` : null };
  });
}

export async function readBatchProblems(
  { db }: Deps,
  asker: Asker,
  id: string,
  { after, limit }: Paging,
) {
  return await withAsker(db, asker, async (tx) => {
    if (!(await findBatch(tx, id)))
      return refuse("batch/not-found", "There is no such batch, or it is not yours.");
    const rows = await listBatchProblems(tx, id, countIn(after) ?? 0, limit);
    const items = rows.map(({ line, problems }) => ({ line, problems: problems as Problem[] }));
    return ok({ items, next: items.length === limit ? String(items.at(-1)?.line ?? 0) : null });
  });
}
