/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** A tile of hashes: at level 0 of leaves, above it of full tiles. `width` counts its hashes, 1 to 256. */
export type TilePlace = { readonly level: number; readonly index: number; readonly width: number };

/** A bundle of entries; `index` and `width` as of the level-0 tile with their hashes. */
export type BundlePlace = {
  readonly level: "entries";
  readonly index: number;
  readonly width: number;
};

/** Leaves below one hash of a level. */
export const leavesPerHash = (level: number): number => TILE_WIDTH ** level;

/** How many hashes a tree of `size` leaves has at a level; those that do not fill a tile included. */
export const hashesAt = (level: number, size: number): number =>
  Math.floor(size / leavesPerHash(level));

/** The tiles of a tree that are not full, lowest level first. Empty ones do not exist. */
export function partialTiles(size: number): TilePlace[] {
  const tiles: TilePlace[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const count = hashesAt(level, size);
    const width = count % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(count / TILE_WIDTH), width });
  }
  return tiles;
}

/** Path of a tile or bundle in a log's folder: `tile/0/x001/x234/067`, `tile/entries/000.p/12`. */
export function toTilePath({ level, index, width }: TilePlace | BundlePlace): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** `undefined` for every path that `toTilePath` does not write. */
export function parseTilePath(path: string): TilePlace | BundlePlace | undefined {
  const [, level, place = "", width] = TILE_PATH.exec(path) ?? [];
  if (level === undefined) return undefined;
  const tile = {
    level: level === "entries" ? ("entries" as const) : Number(level),
    index: Number(place.replace(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return toTilePath(tile) === path && (tile.level === "entries" || tile.level < 64)
    ? tile
    : undefined;
}
