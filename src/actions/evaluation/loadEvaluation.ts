import { dirname, join, resolve } from "node:path";
import { type Evaluation, parseEvaluation } from "#core/evaluation/config/parseEvaluation.ts";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import type { Problem } from "#core/problem.ts";
import { readCyberFolder } from "#outside/evaluation/cyberFolder.ts";
import { findText, isFolder } from "#outside/runFolder/files.ts";

/** An evaluation, and where it lies. */
export type LoadedEvaluation = {
  readonly evaluation: Evaluation;
  /** Where artefacts and runs go, and where relative paths begin. */
  readonly folder: string;
  readonly file: string;
  /** Programs with planted flaws, where the evaluation is about them; null else. */
  readonly programs: readonly CyberProgram[] | null;
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
  const { evaluation } = parsed;
  const folder = dirname(file);
  const programs = await loadPrograms(folder, evaluation.cyber);
  if (!programs.ok) return { ok: false, file, problems: programs.problems };
  return { ok: true, loaded: { evaluation, folder, file, programs: programs.value } };
}

async function loadPrograms(folder: string, named: string | undefined) {
  if (named === undefined) return { ok: true, value: null } as const;
  try {
    const value = await readCyberFolder(resolve(folder, named));
    if (value.length > 0) return { ok: true, value } as const;
    throw new Error("there is no program in it");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `cyber: ${named} is no folder of programs: ${why}. Each has a folder with cyber.json, src and fixed.`;
    return {
      ok: false,
      problems: [{ rule: "evaluation/cyber", pointer: "/cyber", message }],
    } as const;
  }
}
