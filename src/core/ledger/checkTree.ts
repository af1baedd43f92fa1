import { concatBytes, equalBytes } from "../bytes.ts";
import type { Head } from "./checkHeads.ts";
import { bad, type Checked, type LogFault, type LogFolder } from "./logFolder.ts";
import { readBundle, readTile } from "./logTiles.ts";
import { perfectRoot, treeRoot } from "./subtree.ts";
import { hashesAt, partialTiles, TILE_WIDTH, type TilePlace, toTilePath } from "./tile.ts";
import { hashAt, type TreeHash } from "./treeHash.ts";

/** The tiles that are not full, by level. The root of the tree follows from them alone. */
type Frontier = ReadonlyMap<number, { readonly place: TilePlace; readonly hashes: Uint8Array }>;

async function readFrontier(folder: LogFolder, size: number): Promise<Checked<Frontier>> {
  const frontier = new Map<number, { place: TilePlace; hashes: Uint8Array }>();
  for (const place of partialTiles(size)) {
    const tile = await readTile(folder, place);
    if (!tile.ok) return tile;
    frontier.set(place.level, { place, hashes: tile.value });
  }
  return { ok: true, value: frontier };
}

const rootOf = (hash: TreeHash, size: number, frontier: Frontier): Uint8Array =>
  treeRoot(hash, size, ({ level }) => {
    const tile = frontier.get(level);
    if (!tile) throw new Error(`level ${level} has no partial tile`);
    return tile.hashes;
  });

/** What a partial tile ought to be, made from the tiles or entries below it. */
async function remake(hash: TreeHash, folder: LogFolder, place: TilePlace) {
  if (place.level === 0) {
    const bundle = await readBundle(folder, { ...place, level: "entries" });
    return bundle.ok ? concatBytes(...bundle.value.entries.map(hash.leaf)) : undefined;
  }
  const roots: Uint8Array[] = [];
  for (let i = 0; i < place.width; i++) {
    const index = place.index * TILE_WIDTH + i;
    const tile = await readTile(folder, { level: place.level - 1, index, width: TILE_WIDTH });
    if (!tile.ok) return undefined;
    roots.push(perfectRoot(hash, tile.value));
  }
  return concatBytes(...roots);
}

/** The tiles do not make the signed root: finds the one to blame. */
async function blame(
  hash: TreeHash,
  folder: LogFolder,
  head: Head,
  frontier: Frontier,
): Promise<LogFault> {
  const remade = new Map(frontier);
  let suspect: string | undefined;
  for (const [level, { place, hashes }] of frontier) {
    const made = await remake(hash, folder, place);
    if (!made || equalBytes(made, hashes)) continue;
    suspect ??= toTilePath(place);
    remade.set(level, { place, hashes: made });
  }
  if (suspect === undefined) {
    const message = "signs another root than the entries and tiles make: they were replaced";
    return { where: head.where, entry: null, message };
  }
  const isHealed = equalBytes(rootOf(hash, head.size, remade), head.root);
  const below = isHealed
    ? "what lies below it is what was signed"
    : "what lies below it differs too";
  return { where: suspect, entry: null, message: `is not what was signed; ${below}` };
}

/** Called for every level-0 tile, in order, once it is known to be what was signed. */
export type OnLeaves = (place: TilePlace, hashes: Uint8Array) => Promise<LogFault | undefined>;

/** Checks the full tiles of one level against the level above, which has been checked before. */
async function checkLevel(
  hash: TreeHash,
  folder: LogFolder,
  level: number,
  head: Head,
  onTile: OnLeaves,
): Promise<LogFault | undefined> {
  const above = hashesAt(level + 1, head.size);
  let parent: Uint8Array = new Uint8Array(0);
  for (let index = 0; index < above; index++) {
    if (index % TILE_WIDTH === 0) {
      const width = Math.min(TILE_WIDTH, above - index);
      const read = await readTile(folder, { level: level + 1, index: index / TILE_WIDTH, width });
      if (!read.ok) return read.fault;
      parent = read.value;
    }
    const place = { level, index, width: TILE_WIDTH };
    const tile = await readTile(folder, place);
    if (!tile.ok) return tile.fault;
    if (!equalBytes(perfectRoot(hash, tile.value), hashAt(parent, index % TILE_WIDTH))) {
      return bad(toTilePath(place), "is not what was signed").fault;
    }
    const fault = await onTile(place, tile.value);
    if (fault) return fault;
  }
  return undefined;
}

/**
 * Checks every tile of the signed tree, from the root downwards: each is compared with one that is already known to be
 * right, so that a fault names the tile that has it. Holds a tile a level in memory, however large the log.
 */
export async function checkTree(
  hash: TreeHash,
  folder: LogFolder,
  head: Head,
  onLeaves: OnLeaves,
): Promise<LogFault | undefined> {
  const frontier = await readFrontier(folder, head.size);
  if (!frontier.ok) return frontier.fault;
  if (!equalBytes(rootOf(hash, head.size, frontier.value), head.root)) {
    return await blame(hash, folder, head, frontier.value);
  }
  const top = Math.max(0, ...frontier.value.keys());
  const nothing: OnLeaves = async () => undefined;
  for (let level = top - 1; level >= 0; level--) {
    const fault = await checkLevel(hash, folder, level, head, level === 0 ? onLeaves : nothing);
    if (fault) return fault;
  }
  const last = frontier.value.get(0);
  return last ? await onLeaves(last.place, last.hashes) : undefined;
}
