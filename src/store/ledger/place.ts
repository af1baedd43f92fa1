import { sql } from "kysely";
import type { TileKey } from "#core/ledger/subtree.ts";
import type { Tx } from "../database.ts";
import type { SignedHead } from "./checkpoint.ts";

/** Where an entry stands: the newest head, its leaf, and the hash tile that the leaf is in. */
export type Place = {
  readonly head: SignedHead;
  readonly leaf: string;
  readonly tile: TileKey & { readonly hashes: Uint8Array };
};

/** All that most proofs need, in one question. `undefined` when the log has no such entry. */
export async function findPlace(tx: Tx, deskId: string, index: number): Promise<Place | undefined> {
  const { rows } = await sql<{
    size: number;
    key_id: number;
    root: Buffer;
    note: string;
    leaf: string;
    tile_index: number;
    hashes: Buffer;
  }>`
    select c.size, c.key_id, c.root, c.note, l.leaf, t.tile_index, t.hashes
    from (
      select * from ledger_checkpoint where desk_id = ${deskId}
      order by size desc, signed_at desc limit 1
    ) c
    join ledger_leaf l on l.desk_id = c.desk_id and l.leaf_index = ${index}::bigint
    join ledger_tile t on t.desk_id = c.desk_id and t.level = 0 and t.tile_index = ${index}::bigint / 256
    where ${index}::bigint < c.size`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { size, key_id: keyId, root, note, leaf, tile_index, hashes } = row;
  return {
    head: { size, keyId, root, note },
    leaf,
    tile: { level: 0, index: tile_index, hashes },
  };
}
