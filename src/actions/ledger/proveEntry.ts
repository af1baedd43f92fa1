import { inclusionRanges, toProof } from "#core/ledger/proof.ts";
import { type Range, type TileKey, tilesOf } from "#core/ledger/subtree.ts";
import { treeHash } from "#core/ledger/treeHash.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { sha256 } from "#outside/ledger/sha256.ts";
import { type Tx, withSystem } from "#store/database.ts";
import { findHead, type SignedHead } from "#store/ledger/checkpoint.ts";
import { findLeaves } from "#store/ledger/leaf.ts";
import { getTiles } from "#store/ledger/tile.ts";
import type { LedgerDeps } from "./deps.ts";

/** That a leaf stands at its place in the tree of `head` (RFC 6962, 2.1.1). */
export type InclusionProof = {
  readonly head: SignedHead;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly Uint8Array[];
};

export type ProofRefusal = Refusal<"ledger/no-entry">;

const hash = treeHash(sha256);

async function prove(tx: Tx, deskId: string, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const keys = tilesOf(ranges);
  const tiles = keys.length > 0 ? await getTiles(tx, deskId, keys) : [];
  const byKey = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  const read = ({ level, index }: TileKey) => byKey.get(`${level}/${index}`) ?? new Uint8Array(0);
  return toProof(hash, ranges, read);
}

const beyond = (size: number) =>
  refuse("ledger/no-entry", `The log has ${size} entries as of its last checkpoint.`);

/** In the tree of the newest checkpoint. Tells no more of the entry than its leaf does. */
export async function proveEntry(
  { db }: Pick<LedgerDeps, "db">,
  deskId: string,
  index: number,
): Promise<Result<InclusionProof, ProofRefusal>> {
  return await withSystem(db, deskId, async (tx) => {
    const head = await findHead(tx, deskId);
    const [found] = head ? await findLeaves(tx, deskId, { from: index, to: index + 1 }) : [];
    if (!head || !found || index >= head.size) return beyond(head?.size ?? 0);
    const hashes = await prove(tx, deskId, inclusionRanges(index, head.size));
    return ok({ head, index, leaf: found.leaf, hashes });
  });
}
