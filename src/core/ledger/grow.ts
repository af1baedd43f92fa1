import { concatBytes } from "../bytes.ts";
import { perfectRoot, type TileKey } from "./subtree.ts";
import { partialTiles, TILE_WIDTH } from "./tile.ts";
import { HASH, type TreeHash } from "./treeHash.ts";

export type Tile = TileKey & { readonly hashes: Uint8Array };

/** The tree as far as growing needs it: its size and those of its tiles that are not full. */
export type Edge = { readonly size: number; readonly partial: readonly Tile[] };

export const EMPTY_EDGE: Edge = { size: 0, partial: [] };

/** The tree with more leaves, and every tile that is new or has grown. Full ones never change again. */
export type Growth = { readonly edge: Edge; readonly tiles: readonly Tile[] };

function growLevel(hash: TreeHash, begun: Tile, added: readonly Uint8Array[]) {
  const hashes = concatBytes(begun.hashes, ...added);
  const tiles: Tile[] = [];
  const parents: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += TILE_WIDTH * HASH) {
    const tile = hashes.slice(at, at + TILE_WIDTH * HASH);
    tiles.push({ level: begun.level, index: begun.index + tiles.length, hashes: tile });
    if (tile.length === TILE_WIDTH * HASH) parents.push(perfectRoot(hash, tile));
  }
  return { tiles, parents };
}

/** Appends leaf hashes. Costs about two hashes a leaf and touches nothing but the right edge. */
export function growTree(hash: TreeHash, edge: Edge, leaves: readonly Uint8Array[]): Growth {
  const size = edge.size + leaves.length;
  const tiles: Tile[] = [];
  let added = leaves;
  for (let level = 0; added.length > 0; level++) {
    const index = Math.floor(edge.size / TILE_WIDTH ** (level + 1));
    const begun = edge.partial.find((tile) => tile.level === level) ?? {
      level,
      index,
      hashes: new Uint8Array(0),
    };
    const grown = growLevel(hash, begun, added);
    tiles.push(...grown.tiles);
    added = grown.parents;
  }
  const known = [...tiles, ...edge.partial];
  const partial = partialTiles(size).map(({ level, index }) => {
    const tile = known.find((one) => one.level === level && one.index === index);
    if (!tile) throw new Error(`The edge lacks tile ${index} of level ${level}.`);
    return tile;
  });
  return { edge: { size, partial }, tiles };
}
