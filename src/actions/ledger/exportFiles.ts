import { utf8 } from "#core/bytes.ts";
import { toBundle } from "#core/ledger/bundle.ts";
import { toEntryLine } from "#core/ledger/entryLine.ts";
import { hashesAt, TILE_WIDTH, toTilePath } from "#core/ledger/tile.ts";
import { HASH } from "#core/ledger/treeHash.ts";
import { type Acting, systemOf, withAsker, withSystem } from "#store/database.ts";
import { findEntries, findLeaves, type Openings } from "#store/ledger/leaf.ts";
import { findTiles } from "#store/ledger/tile.ts";
import type { LedgerDeps } from "./deps.ts";
import { type LogHead, sequenceEntries } from "./sequenceEntries.ts";

/** A file of an export. Its chunks must be read before the next file is asked for. */
export type ExportedFile = { readonly path: string; readonly chunks: AsyncIterable<Uint8Array> };

export type ExportRequest = {
  readonly deskId: string;
  /** What the reader of the export may open. With `visible`, as much as this asker may see. */
  readonly openings: Openings;
  readonly asker?: Acting;
};

/** Bundles or tiles fetched at a time. */
const PAGE = 16;

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const bundlesIn = (size: number): number => Math.ceil(size / TILE_WIDTH);

async function* entryLines(
  { db }: Pick<LedgerDeps, "db">,
  { deskId, openings, asker = systemOf(deskId) }: ExportRequest,
  size: number,
): AsyncGenerator<Uint8Array> {
  const step = PAGE * TILE_WIDTH;
  for (let from = 0; from < size; from += step) {
    const span = { from, to: Math.min(size, from + step) };
    const entries = await withAsker(db, asker, (tx) => findEntries(tx, deskId, span, openings));
    yield utf8(entries.map((one) => toEntryLine(one.index, one.leaf, one.opening)).join(""));
  }
}

async function* bundles(
  { db }: Pick<LedgerDeps, "db">,
  deskId: string,
  size: number,
): AsyncGenerator<ExportedFile> {
  for (let page = 0; page < bundlesIn(size); page += PAGE) {
    const from = page * TILE_WIDTH;
    const span = { from, to: Math.min(size, from + PAGE * TILE_WIDTH) };
    const leaves = await withSystem(db, deskId, (tx) => findLeaves(tx, deskId, span));
    for (let at = 0; at < leaves.length; at += TILE_WIDTH) {
      const entries = leaves.slice(at, at + TILE_WIDTH).map(({ leaf }) => utf8(leaf));
      const place = { index: (from + at) / TILE_WIDTH, width: entries.length };
      const path = toTilePath({ level: "entries", ...place });
      yield { path, chunks: only(toBundle(entries)) };
    }
  }
}

/** The tiles of a tree of `size` leaves; one that has grown since is cut to what it was. */
async function* tilesAt(
  { db }: Pick<LedgerDeps, "db">,
  deskId: string,
  level: number,
  size: number,
): AsyncGenerator<ExportedFile> {
  const count = hashesAt(level, size);
  for (let from = 0; from * TILE_WIDTH < count; from += PAGE) {
    const range = { from, to: Math.min(from + PAGE, Math.ceil(count / TILE_WIDTH)) };
    const tiles = await withSystem(db, deskId, (tx) => findTiles(tx, deskId, level, range));
    for (const { index, hashes } of tiles) {
      const width = Math.min(TILE_WIDTH, count - index * TILE_WIDTH);
      const path = toTilePath({ level, index, width });
      yield { path, chunks: only(hashes.subarray(0, width * HASH)) };
    }
  }
}

/**
 * The log as files in the tlog-tiles layout, `entries.jsonl` first and `checkpoint` last, so that an export that was
 * cut off has no checkpoint. What is appended meanwhile is left for the next one. Memory does not grow with the log.
 */
export async function* exportFiles(
  deps: LedgerDeps,
  request: ExportRequest,
): AsyncGenerator<ExportedFile, LogHead> {
  const { deskId } = request;
  const head = await sequenceEntries(deps, deskId);
  const { size } = head;
  yield { path: "entries.jsonl", chunks: entryLines(deps, request, size) };
  yield* bundles(deps, deskId, size);
  for (let level = 0; hashesAt(level, size) > 0; level++) yield* tilesAt(deps, deskId, level, size);
  yield { path: "checkpoint", chunks: only(utf8(head.note)) };
  return head;
}
