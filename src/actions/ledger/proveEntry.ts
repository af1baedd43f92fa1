import type { Tile } from "#core/ledger/grow.ts";
import { inclusionRanges, toProof } from "#core/ledger/proof.ts";
import {
  type Range,
  subtreeRoot,
  subtreesIn,
  subtreesOf,
  type TileKey,
  tilesOf,
} from "#core/ledger/subtree.ts";
import { treeHash } from "#core/ledger/treeHash.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { SignedHead } from "#store/ledger/checkpoint.ts";
import { findPlace } from "#store/ledger/place.ts";
import { getTiles } from "#store/ledger/tile.ts";
import type { LedgerDeps } from "./deps.ts";
import { newSubtreeCache, type SubtreeCache } from "./subtreeCache.ts";

/** That a leaf stands at its place in the tree of `head` (RFC 6962, 2.1.1). */
export type InclusionProof = {
  readonly head: SignedHead;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly Uint8Array[];
};

export type ProofRefusal = Refusal<"ledger/no-entry">;

const hash = treeHash(sha256);

/** By desk; shared by all proofs of this process. */
const caches = new Map<string, SubtreeCache>();

function cacheOf(deskId: string): SubtreeCache {
  const cache = caches.get(deskId) ?? newSubtreeCache();
  caches.set(deskId, cache);
  return cache;
}

const nameOf = ({ level, index }: TileKey): string => `${level}/${index}`;

/** Reads the tiles that neither the cache nor the leaf's own tile makes up for. */
async function prove(tx: Tx, deskId: string, ranges: readonly Range[], own: Tile) {
  const cache = cacheOf(deskId);
  const unknown = ranges.flatMap(subtreesOf).filter((one) => !cache.find(one));
  const keys = tilesOf(unknown).filter((key) => nameOf(key) !== nameOf(own));
  const tiles = keys.length > 0 ? await getTiles(tx, deskId, keys) : [];
  // A tile of tiles is shared by 65,536 leaves: the next proof hardly ever needs to read it again.
  for (const tile of tiles.filter(({ level }) => level > 0)) {
    for (const [subtree, root] of subtreesIn(hash, tile, tile.hashes)) cache.keep(subtree, root);
  }
  const hashes = new Map([own, ...tiles].map((tile) => [nameOf(tile), tile.hashes]));
  const read = (key: TileKey) => hashes.get(nameOf(key)) ?? new Uint8Array(0);
  return toProof(hash, ranges, (subtree) => {
    const known = cache.find(subtree);
    if (known) return known;
    const root = subtreeRoot(hash, subtree, read).slice();
    cache.keep(subtree, root);
    return root;
  });
}

/** In the tree of the newest checkpoint. Tells no more of the entry than its leaf does. */
export async function proveEntry(
  { db }: Pick<LedgerDeps, "db">,
  deskId: string,
  index: number,
): Promise<Result<InclusionProof, ProofRefusal>> {
  return await withSystem(db, deskId, async (tx) => {
    const place = await findPlace(tx, deskId, index);
    if (!place) return refuse("ledger/no-entry", `The log has no entry ${index} yet.`);
    const { head, leaf, tile } = place;
    const hashes = await prove(tx, deskId, inclusionRanges(index, head.size), tile);
    return ok({ head, index, leaf, hashes });
  });
}
