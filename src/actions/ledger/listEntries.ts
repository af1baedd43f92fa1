import { toBase64url } from "#core/base64.ts";
import { type EntryBody, parseLeaf } from "#core/ledger/entry.ts";
import { type Acting, withAsker } from "#store/database.ts";
import { findHead } from "#store/ledger/checkpoint.ts";
import { findEntries, type PlacedEntry } from "#store/ledger/leaf.ts";
import type { LedgerDeps } from "./deps.ts";

/** An entry as a person reads it. `body` is `null` where this asker may only see that something was decided. */
export type ListedEntry = {
  readonly index: number;
  readonly at: string;
  readonly commitment: string;
  readonly body: EntryBody | null;
};

function toListed({ index, leaf, opening }: PlacedEntry): ListedEntry {
  const { at } = JSON.parse(leaf) as { at: string };
  const commitment = toBase64url(parseLeaf(leaf) ?? new Uint8Array(0));
  return { index, at, commitment, body: opening ? (JSON.parse(opening.body) as EntryBody) : null };
}

/** Sequenced entries, newest first, below index `before` (from the end when absent). */
export async function listEntries(
  { db }: Pick<LedgerDeps, "db">,
  asker: Acting,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<ListedEntry[]> {
  return await withAsker(db, asker, async (tx) => {
    const size = (await findHead(tx, asker.deskId))?.size ?? 0;
    const to = Math.min(page.before ?? size, size);
    const span = { from: Math.max(0, to - page.limit), to };
    const entries = await findEntries(tx, asker.deskId, span, "visible");
    return entries.map(toListed).reverse();
  });
}
