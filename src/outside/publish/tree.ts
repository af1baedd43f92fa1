import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
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

/**
 * Makes the folder hold the planned files, with signatures and hashes beside those that ask for them. Files that are
 * the same are not touched, signatures included; immutable ones are never written twice. One publication at a time.
 */
export async function publishTree(
  root: string,
  files: readonly PlannedFile[],
  signers: Signers,
): Promise<TreeReport> {
  const outcomes: Outcome[] = [];
  // What others point at stands before what points at it.
  for (const phase of [files.filter(isPointedAt), files.filter((file) => !isPointedAt(file))])
    outcomes.push(...(await manyAtOnce(phase, (file) => publishFile(root, file, signers))));
  const written = outcomes.flatMap((outcome) => outcome.written);
  const kept = outcomes.flatMap((outcome) => outcome.kept);
  const paths = files.flatMap(pathsOf);
  const removed = await removeFormer(root, new Set(paths));
  const folders = new Set([...written, ...removed].map((path) => dirname(join(root, path))));
  for (const folder of folders) if (await isThere(folder)) await sync(folder);
  const mutable = files.filter(({ immutable }) => !immutable).flatMap(pathsOf);
  await writeAtomically(manifestOf(root), Buffer.from(JSON.stringify({ paths: mutable })));
  return { written, unchanged: paths.length - written.length - kept.length, removed, kept };
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

type Outcome = { readonly written: readonly string[]; readonly kept: readonly string[] };

async function publishFile(root: string, file: PlannedFile, signers: Signers): Promise<Outcome> {
  const { path, text, immutable, seal } = file;
  if (!/^\/[^\\]+$/.test(path) || path.split("/").includes(".."))
    throw new Error(`Not a path of the public tree: ${path}`);
  const bytes = Buffer.from(text);
  const target = join(root, path);
  const isSame = await holds(target, bytes);
  if (!isSame && immutable && (await isThere(target))) return { written: [], kept: [path] };
  const written: string[] = [];
  // The seal first: whoever sees a new file finds its signature.
  for (const ending of seal === null ? [] : SEAL_ENDINGS[seal]) {
    if (isSame && (await isThere(`${target}${ending}`))) continue;
    const sealed = await sealText(ending, path, bytes, signers);
    await writeAtomically(`${target}${ending}`, Buffer.from(sealed));
    written.push(`${path}${ending}`);
  }
  if (isSame) return { written, kept: [] };
  await writeAtomically(target, bytes);
  return { written: [...written, path], kept: [] };
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
