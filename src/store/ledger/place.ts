import { sql } from "kysely";
import type { TileKey } from "#core/ledger/subtree.ts";
import { TILE_WIDTH } from "#core/ledger/tile.ts";
import type { Tx } from "../database.ts";
import type { SignedHead } from "./checkpoint.ts";

/** Where an entry stands: the newest head, its leaf, and the hash tile that the leaf is in. */
export type Place = {
  readonly head: SignedHead;
  readonly leaf: string;
  readonly tile: TileKey & { readonly hashes: Uint8Array };
};

/**
 * All that most proofs need, in one question. `undefined` when the log has no such entry. Written without joins, which
 * take the planner longer than the answer takes.
 */
export async function findPlace(tx: Tx, deskId: string, index: number): Promise<Place | undefined> {
  const tileIndex = Math.floor(index / TILE_WIDTH);
  const { rows } = await sql<{
    size: number;
    key_id: number;
    root: Buffer;
    note: string;
    leaf: string | null;
    hashes: Buffer | null;
  }>`
    select size, key_id, root, note,
      (select leaf from ledger_leaf where desk_id = ${deskId} and leaf_index = ${index}) as leaf,
      (select hashes from ledger_tile
        where desk_id = ${deskId} and level = 0 and tile_index = ${tileIndex}) as hashes
    from ledger_checkpoint where desk_id = ${deskId}
    order by size desc, signed_at desc limit 1`.execute(tx);
  const [row] = rows;
  if (!row || row.leaf === null || row.hashes === null || index >= row.size) return undefined;
  const { size, key_id: keyId, root, note, leaf, hashes } = row;
  return { head: { size, keyId, root, note }, leaf, tile: { level: 0, index: tileIndex, hashes } };
}
