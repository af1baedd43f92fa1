import { dirname, join, resolve } from "node:path";
import { type Evaluation, parseEvaluation } from "#core/evaluation/config/parseEvaluation.ts";
import type { Problem } from "#core/problem.ts";
import { findText, isFolder } from "#outside/runFolder/files.ts";

/** An evaluation, and where it lies. */
export type LoadedEvaluation = {
  readonly evaluation: Evaluation;
  /** Where artefacts and runs go, and where relative paths begin. */
  readonly folder: string;
  readonly file: string;
};

export type Loaded =
  | { readonly ok: true; readonly loaded: LoadedEvaluation }
  | { readonly ok: false; readonly file: string; readonly problems: readonly Problem[] };

export const EVALUATION_FILE = "evaluation.yaml";

/** Of a folder, or of the file itself. */
export async function loadEvaluation(path: string): Promise<Loaded> {
  const file = resolve((await isFolder(path)) ? join(path, EVALUATION_FILE) : path);
  const text = await findText(file);
  if (text === null) {
    const message = `There is no file ${file}. assay eval init DIR makes one.`;
    return {
      ok: false,
      file,
      problems: [{ rule: "evaluation/missing-file", pointer: "", message }],
    };
  }
  const parsed = parseEvaluation(text);
  if (!parsed.ok) return { ok: false, file, problems: parsed.problems };
  return { ok: true, loaded: { evaluation: parsed.evaluation, folder: dirname(file), file } };
}
