import type { Asker } from "#core/access/asker.ts";
import {
  advanceBatch,
  type BatchMatches,
  type BatchProgress,
  closeBatch,
  insertBatchProblems,
  openBatch,
} from "#store/clearinghouse/batch.ts";
import { withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { chunked } from "../system/chunked.ts";
import { type BatchSource, type Item, itemsOf } from "./batchItems.ts";
import { type Receipt, takeReports } from "./takeReports.ts";

export type BatchLine = Receipt & { readonly line: number; readonly file?: string };

export type BatchRequest = BatchSource & {
  readonly name: string;
  readonly tlp: string;
  readonly key: string | null;
};

const none = { lines: 0, stored: 0, known: 0, refused: 0 };

const add = (before: BatchProgress, receipts: readonly Receipt[]): BatchProgress => {
  const count = (status: Receipt["status"]) =>
    receipts.filter((receipt) => receipt.status === status).length;
  return {
    lines: before.lines + receipts.length,
    stored: before.stored + count("stored"),
    known: before.known + count("known"),
    refused: before.refused + count("refused"),
  };
};

const countMatches = (placed: readonly { readonly match: keyof BatchMatches }[]): BatchMatches => {
  const count = (wanted: keyof BatchMatches) =>
    placed.filter(({ match }) => match === wanted).length;
  return { new: count("new"), same: count("same"), proposed: count("proposed") };
};

function problemsOf(items: readonly Item[], receipts: readonly Receipt[]) {
  return items.flatMap(({ line }, i) => {
    const receipt = receipts[i];
    return receipt?.status === "refused" ? [{ line, problems: receipt.problems.slice(0, 20) }] : [];
  });
}

const open = ({ db, now, chance }: Deps, asker: Asker & { partyId: string }, wish: BatchRequest) =>
  withSystem(db, asker.deskId, (tx) =>
    openBatch(tx, asker.deskId, {
      id: chance.newId(),
      partyId: asker.partyId,
      personId: asker.personId,
      name: wish.name,
      idempotencyKey: wish.key,
      startedAt: now(),
    }),
  );

/**
 * Takes a batch as it streams in and answers as it goes: each yielded group is durable. Sent again, what is stored
 * already is answered `known` and the rest is completed. Whoever stops listening ends it, and the body.
 */
export async function* runBatch(
  deps: Deps,
  asker: Asker & { partyId: string },
  request: BatchRequest,
): AsyncGenerator<BatchLine[]> {
  const { deskId } = asker;
  const batchId = await open(deps, asker, request);
  const intake = { tlp: request.tlp, channel: "batch", batchId } as const;
  const items = await itemsOf(deps, request);
  let progress: BatchProgress = none;
  let isWhole = false;
  try {
    for await (const chunk of chunked(items)) {
      const receipts = await takeReports(deps, asker, intake, chunk, async (tx, work) => {
        progress = add(progress, work.receipts);
        await advanceBatch(tx, batchId, progress, countMatches(work.placed));
        await insertBatchProblems(tx, deskId, batchId, problemsOf(chunk, work.receipts));
      });
      yield receipts.map((receipt, i): BatchLine => {
        const { line = 0, file } = chunk[i] ?? {};
        return { line, ...(file === undefined ? {} : { file }), ...receipt };
      });
    }
    isWhole = true;
  } finally {
    if (!isWhole) request.body.destroy(); // what waits for more of it ends
    await items.return(undefined).catch(() => {}); // and what it set down goes
  }
  await withSystem(deps.db, deskId, (tx) => closeBatch(tx, batchId, deps.now()));
}
