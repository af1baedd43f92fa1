import { join, resolve } from "node:path";
import { STARTER } from "#core/evaluation/config/starter.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { findOwnEvaluation, listOwn } from "#outside/evaluation/ownLibrary.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { EVALUATION_FILE } from "./loadEvaluation.ts";

export const listLibrary = (): Promise<readonly string[]> => listOwn("evaluations");

/** Writes an evaluation to begin with, explained, or one of the library. Answers with the file; nothing is written over. */
export async function initEvaluation(
  folder: string,
  from: string | null,
): Promise<Result<string, Refusal<"evaluation/there" | "evaluation/not-in-library">>> {
  const file = join(resolve(folder), EVALUATION_FILE);
  if (await isThere(file))
    return refuse(
      "evaluation/there",
      `${folder} has an evaluation.yaml already. It was not touched.`,
    );
  const text = from === null ? STARTER : await findOwnEvaluation(from);
  if (text === null) {
    const own = (await listLibrary()).join(", ");
    return refuse(
      "evaluation/not-in-library",
      `There is no evaluation ${from}. Those there are: ${own}.`,
    );
  }
  await writeWhole(file, text);
  return ok(file);
}
