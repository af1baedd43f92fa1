import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import type { Cleared } from "#core/guard/message.ts";
import { sync } from "../files/sync.ts";
import { holds, isThere, writeAtomically } from "./atomicFile.ts";
import { SEAL_ENDINGS, type Signers, sealText } from "./seal.ts";

/** What a publication did, as paths from the root. */
export type TreeReport = {
  readonly written: readonly string[];
  readonly unchanged: number;
  /** Files of an earlier publication that this one has no more. */
  readonly removed: readonly string[];
  /** Immutable files on the disk that would be made otherwise today: they stand as they were published. */
  readonly kept: readonly string[];
};

/** The planned files by how they stand on the disk. */
export type TreePlan = {
  /** To be written: not there, or otherwise. */
  readonly changed: readonly PlannedFile[];
  readonly same: readonly PlannedFile[];
  /** Immutable, and on the disk with other bytes. */
  readonly kept: readonly PlannedFile[];
};

export async function planTree(root: string, files: readonly PlannedFile[]): Promise<TreePlan> {
  const stands = await manyAtOnce(files, async (file) => {
    const target = join(root, checkedPath(file));
    if (await holds(target, Buffer.from(file.text))) return "same";
    return file.immutable && (await isThere(target)) ? "kept" : "changed";
  });
  const those = (wanted: keyof TreePlan) => files.filter((_, i) => stands[i] === wanted);
  return { changed: those("changed"), same: those("same"), kept: those("kept") };
}

/**
 * Makes the folder hold the planned files, with signatures and hashes beside those that ask for them. Of what has changed
 * only `cleared` is written: what the guard held stays as it stood. Files that are the same are not touched, signatures
 * included; immutable ones are never written twice. One publication at a time.
 */
export async function publishTree(
  root: string,
  { changed, same, kept }: TreePlan,
  cleared: readonly Cleared<PlannedFile>[],
  signers: Signers,
): Promise<TreeReport> {
  const outcomes: (readonly string[])[] = [];
  // What others point at stands before what points at it.
  for (const phase of [cleared.filter(isPointedAt), cleared.filter((file) => !isPointedAt(file))])
    outcomes.push(...(await manyAtOnce(phase, (file) => writeFile(root, file, signers))));
  outcomes.push(...(await manyAtOnce(same, (file) => writeSeals(root, file, signers, true))));
  const written = outcomes.flat();
  const files = [...changed, ...same, ...kept];
  const paths = files.flatMap(pathsOf);
  const removed = await removeFormer(root, new Set(paths));
  const folders = new Set([...written, ...removed].map((path) => dirname(join(root, path))));
  for (const folder of folders) if (await isThere(folder)) await sync(folder);
  const mutable = files.filter(({ immutable }) => !immutable).flatMap(pathsOf);
  await writeAtomically(manifestOf(root), Buffer.from(JSON.stringify({ paths: mutable })));
  const held = changed.filter((file) => !cleared.some(({ path }) => path === file.path));
  return {
    written,
    unchanged: paths.length - written.length - kept.length - held.flatMap(pathsOf).length,
    removed,
    kept: kept.map(({ path }) => path),
  };
}

const pathsOf = ({ path, seal }: PlannedFile): string[] => [
  path,
  ...(seal === null ? [] : SEAL_ENDINGS[seal].map((ending) => `${path}${ending}`)),
];

const isPointedAt = ({ seal, immutable }: PlannedFile): boolean => seal !== null || immutable;

const AT_ONCE = 16;

/** Waiting for the disk is most of the work. Answers in the order of the list. */
async function manyAtOnce<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(list.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function checkedPath({ path }: PlannedFile): string {
  if (!/^\/[^\\]+$/.test(path) || path.split("/").includes(".."))
    throw new Error(`Not a path of the public tree: ${path}`);
  return path;
}

/** Signatures and hashes; those of a file that is the same only where they are missing. */
async function writeSeals(
  root: string,
  file: PlannedFile,
  signers: Signers,
  isSame: boolean,
): Promise<string[]> {
  const { path, text, seal } = file;
  const target = join(root, path);
  const written: string[] = [];
  for (const ending of seal === null ? [] : SEAL_ENDINGS[seal]) {
    if (isSame && (await isThere(`${target}${ending}`))) continue;
    const sealed = await sealText(ending, path, Buffer.from(text), signers);
    await writeAtomically(`${target}${ending}`, Buffer.from(sealed));
    written.push(`${path}${ending}`);
  }
  return written;
}

/** The seal first: whoever sees a new file finds its signature. */
async function writeFile(
  root: string,
  file: Cleared<PlannedFile>,
  signers: Signers,
): Promise<string[]> {
  const seals = await writeSeals(root, file, signers, false);
  await writeAtomically(join(root, checkedPath(file)), Buffer.from(file.text));
  return [...seals, file.path];
}

/** Beside the tree, not in it: what the last publication wrote, immutable files left out. */
const manifestOf = (root: string): string => join(dirname(root), `${basename(root)}.manifest.json`);

/** Only files that a publication made are ever removed, and no immutable one. */
async function removeFormer(root: string, planned: ReadonlySet<string>): Promise<string[]> {
  const text = await readFile(manifestOf(root), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"paths":[]}';
    throw error;
  });
  const { paths } = JSON.parse(text) as { paths: string[] };
  const former = paths.filter((path) => !planned.has(path));
  for (const path of former) await rm(join(root, path), { force: true });
  return former;
}
