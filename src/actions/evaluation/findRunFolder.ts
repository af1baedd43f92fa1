import { dirname, join } from "node:path";
import { FILES } from "#core/evaluation/runFolder/rows.ts";
import { isFolder, listNames } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { isAssertRun } from "./readAssertRun.ts";

/** Where the runs of an evaluation lie in its folder. */
const RUNS = "runs";

export const noRun = (folder: string): Error =>
  new Error(
    `${folder} is no run: it holds neither run.json nor scores.jsonl. Name a folder under runs/.`,
  );

const isRun = async (folder: string): Promise<boolean> =>
  (await isThere(join(folder, FILES.run))) || (await isAssertRun(folder));

/**
 * The run that a path names: its folder, a file in it, or the folder (or ASSERT's suite, or a file of either) that holds it as its only
 * one. Throws a sentence that names them where there are several.
 */
export async function findRunFolder(path: string): Promise<string> {
  const named = (await isThere(path)) && !(await isFolder(path)) ? dirname(path) : path;
  if (await isRun(named)) return named;
  const isEvaluation = await isFolder(join(named, RUNS));
  const holder = isEvaluation ? join(named, RUNS) : named;
  const names: string[] = [];
  for (const name of await listNames(holder)) if (await isRun(join(holder, name))) names.push(name);
  const [first, second] = names;
  if (first === undefined && isEvaluation)
    throw new Error(`${named} has no run yet. assay eval run makes one.`);
  if (second !== undefined)
    throw new Error(
      `${named} has several runs: ${names.join(", ")}. Name one: ${join(holder, first ?? "")}.`,
    );
  return first === undefined ? named : join(holder, first);
}
