import { equalBytes } from "../bytes.ts";
import type { OnLeaves } from "./checkTree.ts";
import { checkEntryLine } from "./entryLine.ts";
import { bad, type LineReader, type LogFault, type LogFolder } from "./logFolder.ts";
import { readBundle } from "./logTiles.ts";
import { TILE_WIDTH, type TilePlace } from "./tile.ts";
import { hashAt, type Sha256, type TreeHash } from "./treeHash.ts";

export const LINES_FILE = "entries.jsonl";

/** Entries whose body could be read, and those that show only that something was decided. */
export type EntryCount = { opened: number; closed: number };

export type EntryCheck = { readonly onLeaves: OnLeaves; readonly count: EntryCount };

function checkLines(
  sha256: Sha256,
  lines: readonly Uint8Array[],
  entries: readonly Uint8Array[],
  first: number,
  count: EntryCount,
): LogFault | undefined {
  for (const [i, entry] of entries.entries()) {
    const line = lines[i];
    if (!line) return bad(LINES_FILE, "ends before this entry", first + i).fault;
    const checked = checkEntryLine(sha256, line, first + i, entry);
    if (!checked.ok) return bad(LINES_FILE, checked.message, first + i).fault;
    count[checked.opened ? "opened" : "closed"]++;
  }
  return undefined;
}

/** Compares entries with the hashes that were signed, and the readable lines, where there are any, with the entries. */
export function checkEntries(
  sha256: Sha256,
  hash: TreeHash,
  folder: LogFolder,
  lines: LineReader | undefined,
): EntryCheck {
  const count = { opened: 0, closed: 0 };
  const onLeaves = async ({ index, width }: TilePlace, hashes: Uint8Array) => {
    const bundle = await readBundle(folder, { level: "entries", index, width });
    if (!bundle.ok) return bundle.fault;
    const { path, entries } = bundle.value;
    const first = index * TILE_WIDTH;
    const wrong = entries.findIndex((entry, i) => !equalBytes(hash.leaf(entry), hashAt(hashes, i)));
    if (wrong >= 0) return bad(path, "is not the entry that was signed", first + wrong).fault;
    if (!lines) return undefined;
    return checkLines(sha256, await lines.next(width), entries, first, count);
  };
  return { onLeaves, count };
}

/** After the last entry nothing may follow. */
export async function checkLinesEnd(
  lines: LineReader | undefined,
  size: number,
): Promise<LogFault | undefined> {
  const [extra] = (await lines?.next(1)) ?? [];
  return extra && bad(LINES_FILE, `goes on after the ${size} entries that were signed`, size).fault;
}
