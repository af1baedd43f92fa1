import { sql } from "kysely";
import type { Tile } from "#core/ledger/grow.ts";
import type { TileKey } from "#core/ledger/subtree.ts";
import type { Tx } from "../database.ts";

type TileRow = { level: number; tile_index: number; hashes: Buffer };

const toTile = ({ level, tile_index, hashes }: TileRow): Tile => ({
  level,
  index: tile_index,
  hashes,
});

/** These tiles as they are now: the last of a level may have more hashes than the reader's tree. */
export async function getTiles(tx: Tx, deskId: string, keys: readonly TileKey[]): Promise<Tile[]> {
  const { rows } = await sql<TileRow>`
    select level, tile_index, hashes from ledger_tile
    where desk_id = ${deskId} and (level, tile_index) in (
      select * from unnest(
        ${keys.map(({ level }) => level)}::smallint[], ${keys.map(({ index }) => index)}::bigint[]
      ))`.execute(tx);
  if (rows.length !== keys.length) {
    throw new Error(`${keys.length - rows.length} of ${keys.length} hash tiles are missing.`);
  }
  return rows.map(toTile);
}

/** Consecutive tiles of a level. */
export async function findTiles(
  tx: Tx,
  deskId: string,
  level: number,
  range: { readonly from: number; readonly to: number },
): Promise<Tile[]> {
  const rows = await tx
    .selectFrom("ledger_tile")
    .select(["level", "tile_index", "hashes"])
    .where("desk_id", "=", deskId)
    .where("level", "=", level)
    .where("tile_index", ">=", range.from)
    .where("tile_index", "<", range.to)
    .orderBy("tile_index")
    .execute();
  return rows.map(toTile);
}

/** New tiles, and those that have grown. The database refuses any other change. */
export async function saveTiles(tx: Tx, deskId: string, tiles: readonly Tile[]): Promise<void> {
  await sql`
    insert into ledger_tile (desk_id, level, tile_index, hashes)
    select ${deskId}::uuid, * from unnest(
      ${tiles.map(({ level }) => level)}::smallint[],
      ${tiles.map(({ index }) => index)}::bigint[],
      ${tiles.map(({ hashes }) => Buffer.from(hashes))}::bytea[]
    )
    on conflict (desk_id, level, tile_index) do update set hashes = excluded.hashes`.execute(tx);
}
