import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isPartSize, type Manifest, partRange } from "#core/sealed/manifest.ts";
import { sync } from "../files/sync.ts";
import { whereThere } from "./whereThere.ts";

/**
 * The folder of an upload: `part-size`, and a file for each part that is there, its number and SHA-256 in its name. Files
 * whose names begin with a dot are parts that are still arriving.
 */
const PART = /^(\d{8})-([0-9a-f]{64})$/;

export const partName = (index: number, sha256: string): string =>
  `${String(index).padStart(8, "0")}-${sha256}`;

/** Whole or not at all. Leaves its mark on the folder's time of change, whether or not the file was there. */
async function writeThrough(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `.${name}`);
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, name));
  await sync(folder);
}

export async function makeDraft(draft: string, partSize: number): Promise<void> {
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeThrough(draft, "part-size", String(partSize));
}

export async function findPartSize(draft: string): Promise<number | undefined> {
  const partSize = Number(await whereThere(readFile(join(draft, "part-size"), "utf8")));
  return isPartSize(partSize) ? partSize : undefined;
}

/** SHA-256 by number. */
export async function findParts(draft: string): Promise<ReadonlyMap<number, string> | undefined> {
  const names = await whereThere(readdir(draft));
  const parts = names?.flatMap((name) => {
    const [, index, sha256] = PART.exec(name) ?? [];
    return index && sha256 ? [[Number(index), sha256] as const] : [];
  });
  return parts && new Map(parts);
}

type Arrived = { readonly path: string; readonly index: number; readonly sha256: string };

/** Gives a part that has arrived its name. Another one of the same number stays what it is: `other`. */
export async function keepPart(
  draft: string,
  { path, index, sha256 }: Arrived,
): Promise<"stored" | "known" | "other" | "gone"> {
  const there = (await findParts(draft))?.get(index);
  if (there !== undefined) return there === sha256 ? "known" : "other";
  const named = join(draft, partName(index, sha256));
  const isThere = await whereThere(rename(path, named).then(() => true));
  if (!isThere) return "gone";
  await sync(draft);
  return "stored";
}

/** Why the draft is not what the manifest says; `undefined` where it is. */
export async function faultInDraft(draft: string, wanted: Manifest): Promise<string | undefined> {
  if ((await findPartSize(draft)) !== wanted.partSize) return "It was begun with other part sizes.";
  const there = (await findParts(draft)) ?? new Map<number, string>();
  if (there.size > wanted.parts.length) return `${there.size} parts are here, more than are named.`;
  for (const [index, sha256] of wanted.parts.entries()) {
    const held = there.get(index);
    if (held !== sha256) return `Part ${index} is ${held ? "another one" : "missing"}.`;
    const { start, end } = partRange(wanted, index);
    const { size } = await stat(join(draft, partName(index, sha256)));
    if (size !== end - start) return `Part ${index} has ${size} bytes.`;
  }
  return undefined;
}

/** After this and a rename of the folder, the parts can be read. Parts that are still arriving come too late. */
export async function writeManifest(draft: string, manifest: Manifest): Promise<void> {
  for (const name of await readdir(draft))
    if (name.startsWith(".")) await rm(join(draft, name), { force: true });
  await writeThrough(draft, "manifest.json", JSON.stringify(manifest));
}
