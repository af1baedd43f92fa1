import { LINES_FILE } from "./checkEntries.ts";
import { isCheckpointName } from "./checkHeads.ts";
import { checkOverlap } from "./checkOverlap.ts";
import { bad, type Checked, type LogFolder } from "./logFolder.ts";
import { widthOf } from "./logTiles.ts";
import { type BundlePlace, parseTilePath, type TilePlace } from "./tile.ts";
import type { TreeHash } from "./treeHash.ts";

/** What stands in the folder besides the tree of the newest checkpoint. */
export type Leftovers = {
  /** Tiles and bundles that reach beyond what is signed. */
  readonly unsigned: number;
  /** Files that are no part of a log. The first few. */
  readonly strangers: readonly string[];
};

const MOST_STRANGERS = 20;

async function* filesIn(folder: LogFolder, path: string): AsyncGenerator<string> {
  const names = await folder.list(path);
  const inside = (name: string) => (path === "" ? name : `${path}/${name}`);
  for (const name of names?.files ?? []) yield inside(name);
  for (const name of names?.folders ?? []) yield* filesIn(folder, inside(name));
}

/** Hashes or entries of this tile or bundle that the signature covers. */
const signedWidth = ({ level, index }: TilePlace | BundlePlace, size: number): number =>
  Math.max(0, widthOf({ level: level === "entries" ? 0 : level, index }, size));

/** Every file but those that are checked with the newest tree. Without a place: no part of a log. */
async function* leftoversIn(folder: LogFolder, size: number) {
  for await (const path of filesIn(folder, "")) {
    const place = parseTilePath(path);
    const isKnown = isCheckpointName(path) || path === LINES_FILE;
    if (place && place.width !== signedWidth(place, size)) yield { path, place };
    if (!place && !isKnown) yield { path, place: undefined };
  }
}

/**
 * Looks at every file that the newest signed tree does not need: smaller partial tiles of earlier sizes must begin the
 * later ones; what reaches beyond the signature must at least agree with itself, and is counted.
 */
export async function checkLeftovers(
  hash: TreeHash,
  folder: LogFolder,
  size: number,
  mayBeUnsigned: boolean,
): Promise<Checked<Leftovers>> {
  let unsigned = 0;
  const strangers: string[] = [];
  for await (const { path, place } of leftoversIn(folder, size)) {
    if (!place) {
      if (strangers.length < MOST_STRANGERS) strangers.push(path);
      continue;
    }
    const signed = signedWidth(place, size);
    if (place.width > signed && !mayBeUnsigned) return bad(path, "reaches beyond what was signed");
    if (place.width > signed) unsigned++;
    const fault = await checkOverlap(hash, folder, place, signed);
    if (fault) return { ok: false, fault };
  }
  return { ok: true, value: { unsigned, strangers } };
}
