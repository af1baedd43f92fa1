import { utf8 } from "#core/bytes.ts";
import { toBundle } from "#core/ledger/bundle.ts";
import { toCheckpointText } from "#core/ledger/checkpoint.ts";
import { type NewEntry, type Opening, toBody, toCommitment, toLeaf } from "#core/ledger/entry.ts";
import { toEntryLine } from "#core/ledger/entryLine.ts";
import { EMPTY_EDGE, growTree } from "#core/ledger/grow.ts";
import type { LogFolder } from "#core/ledger/logFolder.ts";
import { signNote } from "#core/ledger/note.ts";
import { treeRoot } from "#core/ledger/subtree.ts";
import { TILE_WIDTH, toTilePath } from "#core/ledger/tile.ts";
import type { LedgerKey } from "#outside/ledger/noteKey.ts";
import { testHash as hash, sha256 } from "./merkle.ts";

/** Path → bytes. */
export type Files = Map<string, Uint8Array>;

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, to));
    from = to;
  }
  return lines;
}

/** A log's folder in memory. */
export const memoryFolder = (files: Files): LogFolder => ({
  read: async (path, limit) => files.get(path)?.subarray(0, limit + 1),
  list: async (folder) => {
    const prefix = folder === "" ? "" : `${folder}/`;
    const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
    const names = inside.map((path) => path.slice(prefix.length));
    const folders = names
      .filter((name) => name.includes("/"))
      .map((name) => name.split("/")[0] ?? "");
    return {
      files: names.filter((name) => !name.includes("/")).sort(),
      folders: [...new Set(folders)].sort(),
    };
  },
  lines: async (path) => {
    const bytes = files.get(path);
    if (!bytes) return undefined;
    const lines = linesOf(bytes);
    return { next: async (count) => lines.splice(0, count), close: async () => {} };
  },
});

/** An export of these entries as it ought to be. Restricted ones are closed. */
export function exportOf(key: LedgerKey, origin: string, entries: readonly NewEntry[]): Files {
  const files: Files = new Map();
  const openings: Opening[] = entries.map((one) => ({ body: toBody(one), salt: one.salt }));
  const texts = entries.map(({ at }, i) =>
    toLeaf(at, toCommitment(sha256, openings[i] ?? { body: "", salt: sha256(utf8("")) })),
  );
  const leaves = texts.map(utf8);
  const lines = texts.map((leaf, i) =>
    toEntryLine(i, leaf, entries[i]?.restricted ? undefined : openings[i]),
  );
  files.set("entries.jsonl", utf8(lines.join("")));
  for (let at = 0; at < leaves.length; at += TILE_WIDTH) {
    const bundle = leaves.slice(at, at + TILE_WIDTH);
    const place = { index: at / TILE_WIDTH, width: bundle.length };
    files.set(toTilePath({ level: "entries", ...place }), toBundle(bundle));
  }
  const { edge, tiles } = growTree(hash, EMPTY_EDGE, leaves.map(hash.leaf));
  for (const { hashes, ...tile } of tiles) {
    files.set(toTilePath({ ...tile, width: hashes.length / 32 }), hashes);
  }
  const root = treeRoot(hash, edge.size, ({ level }) => {
    return edge.partial.find((tile) => tile.level === level)?.hashes ?? new Uint8Array(0);
  });
  const text = toCheckpointText({ origin, size: edge.size, root });
  files.set("checkpoint", utf8(signNote(text, [key.signer(origin)])));
  return files;
}

/** Entries that differ in everything that an entry has. */
export const someEntries = (count: number): NewEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: i % 3 === 0 ? "case.merged" : "advisory.published",
    at: new Date(Date.UTC(2026, 5, 2, 8, 0, 0, i * 17)),
    actor: {
      personId: i % 2 ? null : "5b6d1ad5-8f3a-4a53-9d32-0f6d6d1f1c11",
      label: `Łucja Ö. ${i}`,
    },
    subject: { caseId: "0f0e4a52-41bb-4c3f-8d1e-4f4c8a1f7c22", reference: `VC-2026-${i}` },
    detail: { reason: "same root cause \ufffd", score: i / 7 },
    restricted: i % 4 === 1,
    salt: sha256(utf8(`salt ${i}`)).subarray(0, 16),
  }));
