import { equalBytes, utf8 } from "#core/bytes.ts";
import { toCheckpointText } from "#core/ledger/checkpoint.ts";
import { toCommitment, toLeaf } from "#core/ledger/entry.ts";
import { type Edge, growTree } from "#core/ledger/grow.ts";
import { type NoteSigner, signNote } from "#core/ledger/note.ts";
import { treeRoot } from "#core/ledger/subtree.ts";
import { partialTiles } from "#core/ledger/tile.ts";
import { treeHash } from "#core/ledger/treeHash.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { type Tx, withSystem } from "#store/database.ts";
import { findHead, insertHead, type SignedHead } from "#store/ledger/checkpoint.ts";
import { lockLog, openLog } from "#store/ledger/log.ts";
import { findPending, placeEntries } from "#store/ledger/pending.ts";
import { getTiles, saveTiles } from "#store/ledger/tile.ts";
import type { LedgerDeps } from "./deps.ts";

/** Entries in one transaction: enough that its cost is shared, few enough that it is short. */
const BATCH = 4_096;

/** The signed head of a desk's log, with the name under which it signs. */
export type LogHead = SignedHead & { readonly origin: string };

const hash = treeHash(sha256);

const rootOf = ({ size, partial }: Edge): Uint8Array =>
  treeRoot(hash, size, ({ level }) => {
    const tile = partial.find((one) => one.level === level);
    if (!tile) throw new Error(`The tree of ${size} entries lacks its tile of level ${level}.`);
    return tile.hashes;
  });

/** Refuses to go on from tiles that do not make the root signed last: a log never signs two histories. */
async function readEdge(tx: Tx, deskId: string, head: SignedHead | undefined): Promise<Edge> {
  const size = head?.size ?? 0;
  const keys = partialTiles(size);
  const edge = { size, partial: keys.length > 0 ? await getTiles(tx, deskId, keys) : [] };
  if (head && !equalBytes(rootOf(edge), head.root)) {
    throw new Error(`The stored tiles of the ledger do not make the root signed at size ${size}.`);
  }
  return edge;
}

function sign(origin: string, signer: NoteSigner, edge: Edge): LogHead {
  const { size } = edge;
  const root = rootOf(edge);
  const note = signNote(toCheckpointText({ origin, size, root }), [signer]);
  return { origin, size, root, note, keyId: signer.id };
}

async function sequenceBatch(
  tx: Tx,
  { now, ledgerKey, ledgerHost }: Omit<LedgerDeps, "db">,
  deskId: string,
): Promise<{ readonly head: LogHead; readonly isDone: boolean }> {
  await lockLog(tx, deskId);
  const origin = await openLog(tx, deskId, ledgerHost);
  const signer = ledgerKey.signer(origin);
  const last = await findHead(tx, deskId);
  const pending = await findPending(tx, deskId, BATCH);
  if (last?.keyId === signer.id && pending.length === 0) {
    return { head: { ...last, origin }, isDone: true };
  }
  const edge = await readEdge(tx, deskId, last);
  const leaves = pending.map(({ at, ...opening }) => toLeaf(at, toCommitment(sha256, opening)));
  const hashes = leaves.map((leaf) => hash.leaf(utf8(leaf)));
  const growth = growTree(hash, edge, hashes);
  const placed = pending.map(({ id }, i) => ({ id, leaf: leaves[i] ?? "" }));
  if (placed.length > 0) {
    await placeEntries(tx, deskId, edge.size, placed);
    await saveTiles(tx, deskId, growth.tiles);
  }
  const head = sign(origin, signer, growth.edge);
  await insertHead(tx, deskId, head, now());
  return { head, isDone: pending.length < BATCH };
}

/**
 * Gives every committed entry its place in the log and signs the result. Whatever was appended by a transaction that
 * has committed is in the answer's tree. Called every second, and before a checkpoint, an export or a backup.
 */
export async function sequenceEntries(deps: LedgerDeps, deskId: string): Promise<LogHead> {
  for (;;) {
    const batch = await withSystem(deps.db, deskId, (tx) => sequenceBatch(tx, deps, deskId));
    if (batch.isDone) return batch.head;
  }
}
