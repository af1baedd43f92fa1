import { checkEntries, checkLinesEnd, type EntryCount, LINES_FILE } from "./checkEntries.ts";
import { checkHead, checkHeads, type Head, type Trust } from "./checkHeads.ts";
import { checkLeftovers, type Leftovers } from "./checkLeftovers.ts";
import { checkTree } from "./checkTree.ts";
import { bad, type LineReader, type LogFault, type LogFolder } from "./logFolder.ts";
import { readTile, widthOf } from "./logTiles.ts";
import { consistencyRanges, extendsTree, toProof } from "./proof.ts";
import { subtreeRoot, subtreesOf, type TileKey, tilesOf } from "./subtree.ts";
import { type Sha256, type TreeHash, treeHash } from "./treeHash.ts";

/** What was verified, or the first thing that is wrong. */
export type LogVerdict =
  | ({
      readonly sound: true;
      /** The newest checkpoint. */
      readonly head: Head;
      readonly checkpoints: number;
      /** Size of the earlier checkpoint that the log was shown to continue. */
      readonly since: number | null;
      /** `null` when the folder has no readable entries. */
      readonly entries: EntryCount | null;
    } & Leftovers)
  | { readonly sound: false; readonly fault: LogFault };

export type VerifyOptions = Trust & {
  readonly sha256: Sha256;
  /** An earlier checkpoint, and how to name it. */
  readonly since: { readonly bytes: Uint8Array; readonly where: string } | undefined;
};

/** Proves by the log's own tiles that the tree of `older` is the beginning of that of `newer`. */
async function checkContinues(
  hash: TreeHash,
  folder: LogFolder,
  older: Head,
  newer: Head,
): Promise<LogFault | undefined> {
  if (older.size > newer.size) {
    return bad(older.where, `signs ${older.size} entries; the log has only ${newer.size}`).fault;
  }
  const ranges = consistencyRanges(older.size, newer.size);
  const tiles = new Map<string, Uint8Array>();
  for (const key of tilesOf(ranges.flatMap(subtreesOf))) {
    const tile = await readTile(folder, { ...key, width: widthOf(key, newer.size) });
    if (!tile.ok) return tile.fault;
    tiles.set(`${key.level}/${key.index}`, tile.value);
  }
  const read = ({ level, index }: TileKey) => tiles.get(`${level}/${index}`) ?? new Uint8Array(0);
  const proof = toProof(hash, ranges, (one) => subtreeRoot(hash, one, read));
  return extendsTree(hash, older, newer, proof)
    ? undefined
    : bad(older.where, `is not the beginning of this log: its ${older.size} entries were rewritten`)
        .fault;
}

async function checkHistory(
  hash: TreeHash,
  folder: LogFolder,
  newest: Head,
  olderHeads: readonly Head[],
): Promise<LogFault | undefined> {
  for (const older of olderHeads) {
    const fault = await checkContinues(hash, folder, older, newest);
    if (fault) return fault;
  }
  return undefined;
}

const unsound = (fault: LogFault) => ({ sound: false, fault }) as const;

async function verifyWithLines(
  folder: LogFolder,
  options: VerifyOptions,
  lines: LineReader | undefined,
): Promise<LogVerdict> {
  const { sha256, since } = options;
  const hash = treeHash(sha256);
  const heads = await checkHeads(folder, options);
  if (!heads.ok) return unsound(heads.fault);
  const [newest, ...older] = heads.value;
  const earlier = since && checkHead(since.bytes, since.where, options);
  if (earlier && !earlier.ok) return unsound(earlier.fault);

  const { onLeaves, count } = checkEntries(sha256, hash, folder, lines);
  const fault =
    (await checkTree(hash, folder, newest, onLeaves)) ??
    (await checkLinesEnd(lines, newest.size)) ??
    (await checkHistory(hash, folder, newest, earlier ? [...older, earlier.value] : older));
  if (fault) return unsound(fault);
  const leftovers = await checkLeftovers(hash, folder, newest.size, lines === undefined);
  if (!leftovers.ok) return unsound(leftovers.fault);
  return {
    sound: true,
    head: newest,
    checkpoints: heads.value.length,
    since: earlier?.value.size ?? null,
    entries: lines ? count : null,
    ...leftovers.value,
  };
}

/**
 * Verifies a log in the tlog-tiles layout with nothing but its folder and a public key: signatures, roots, every tile,
 * every entry, and where `entries.jsonl` is there every line of it. Memory does not grow with the log.
 */
export async function verifyLog(folder: LogFolder, options: VerifyOptions): Promise<LogVerdict> {
  const lines = await folder.lines(LINES_FILE);
  try {
    return await verifyWithLines(folder, options, lines);
  } finally {
    await lines?.close();
  }
}
