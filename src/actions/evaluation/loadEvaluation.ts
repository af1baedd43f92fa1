import { dirname, join, resolve } from "node:path";
import { parseEvaluationYaml } from "#core/evaluation/assert/yaml.ts";
import { toEvaluationDocument } from "#core/evaluation/config/fromAssert.ts";
import { linesOf } from "#core/evaluation/config/issues.ts";
import {
  type Evaluation,
  type ParsedEvaluation,
  readEvaluation,
} from "#core/evaluation/config/parseEvaluation.ts";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import type { Problem } from "#core/problem.ts";
import { readCyberFolder } from "#outside/evaluation/cyberFolder.ts";
import { listOwn, OWN_LIBRARY } from "#outside/evaluation/ownLibrary.ts";
import { openPresetFolder } from "#outside/evaluation/presetFolder.ts";
import { findText, isFolder } from "#outside/runFolder/files.ts";
import { fillRecordedCalls } from "./fillRecordedCalls.ts";
import { readAssertConfig } from "./readAssertConfig.ts";

/** An evaluation, and where it lies. */
export type LoadedEvaluation = {
  readonly evaluation: Evaluation;
  /** Where artefacts and runs go, and where relative paths begin. */
  readonly folder: string;
  readonly file: string;
  /** What is looked for: as the file says it, or its preset. */
  readonly behaviour: NamedBehaviour;
  /** Programs with planted flaws, where the evaluation is about them; null else. */
  readonly programs: readonly CyberProgram[] | null;
};

export type NamedBehaviour = {
  readonly name: string;
  readonly description: string | null;
  /** A file that has the description. */
  readonly file: string | null;
  readonly context: string | null;
};

export type Loaded =
  | { readonly ok: true; readonly loaded: LoadedEvaluation }
  | { readonly ok: false; readonly file: string; readonly problems: readonly Problem[] };

export const EVALUATION_FILE = "evaluation.yaml";

/** What reading an ASSERT configuration takes beyond the file. */
export type AssertSurroundings = {
  readonly libraries: readonly string[];
  readonly at: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const NOWHERE: AssertSurroundings = { libraries: [], at: "1970-01-01T00:00:00.000Z", env: {} };

/** Of a folder, or of the file itself: an evaluation of ours, or a configuration of ASSERT's. */
export async function loadEvaluation(
  path: string,
  surroundings: AssertSurroundings = NOWHERE,
): Promise<Loaded> {
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
  const parsed = /^pipeline:/m.test(text)
    ? await parseAssert(file, surroundings)
    : await parseOwn(text, dirname(file));
  if (!parsed.ok) return { ok: false, file, problems: parsed.problems };
  const { evaluation } = parsed;
  const folder = dirname(file);
  const programs = await loadPrograms(folder, evaluation.cyber);
  if (!programs.ok) return { ok: false, file, problems: programs.problems };
  const behaviour = await findBehaviour(evaluation, folder);
  if (!behaviour.ok) return { ok: false, file, problems: behaviour.problems };
  return {
    ok: true,
    loaded: {
      evaluation,
      folder,
      file,
      behaviour: behaviour.value,
      programs: programs.value,
    },
  };
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

async function parseOwn(text: string, folder: string): Promise<ParsedEvaluation> {
  const parsed = parseEvaluationYaml(text);
  if (!parsed.ok) return parsed;
  const filled = await fillRecordedCalls(parsed.value, folder);
  return filled.ok ? readEvaluation(filled.value, linesOf(text)) : filled;
}

async function parseAssert(
  file: string,
  { libraries, at, env }: AssertSurroundings,
): Promise<ParsedEvaluation> {
  const read = await readAssertConfig({ file, libraries, at });
  if (read === null) return { ok: false, problems: [] };
  if (!read.ok) return read;
  const made = toEvaluationDocument(read.config, (name) => env[name] ?? null);
  return made.ok ? readEvaluation(made.document, () => 1) : made;
}

/** A preset is looked for beside the file, then among our own. */
async function findBehaviour({ behaviour }: Evaluation, folder: string) {
  const { name, preset, description = null, description_file: file = null } = behaviour;
  const { context = null } = behaviour;
  if (preset === undefined) {
    if (name === undefined) throw new TypeError("A behaviour without a name was read.");
    return { ok: true, value: { name, description, file, context } } as const;
  }
  for (const library of [folder, OWN_LIBRARY]) {
    const found = (await openPresetFolder(library)).find("behavior", preset);
    if (found?.kind !== "behavior") continue;
    const value = { name: name ?? found.name, description: found.description, file, context };
    return { ok: true, value } as const;
  }
  const own = (await listOwn("behaviors")).join(", ");
  const message = `behaviour.preset: ${preset} is in no library. Put behaviors/${preset}.yaml beside the file, or take one of ours: ${own}.`;
  const pointer = "/behaviour/preset";
  return {
    ok: false,
    problems: [{ rule: "evaluation/missing-preset", pointer, message }],
  } as const;
}
