import { join, resolve } from "node:path";
import { STARTER } from "#core/evaluation/config/starter.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { EVALUATION_FILE } from "./loadEvaluation.ts";

/** The file that was written; null where there is one. */
export async function initEvaluation(folder: string): Promise<string | null> {
  const file = join(resolve(folder), EVALUATION_FILE);
  if (await isThere(file)) return null;
  await writeWhole(file, STARTER);
  return file;
}
