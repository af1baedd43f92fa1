import { resolve } from "node:path";
import type { Problem } from "#core/problem.ts";
import { findText } from "#outside/runFolder/files.ts";

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The text of a file that a configuration names. `pointer` is where it is named. */
export async function readBeside(
  folder: string,
  file: string,
  pointer: string,
): Promise<Read<string>> {
  const path = resolve(folder, file);
  const text = await findText(path);
  if (text !== null) return { ok: true, value: text };
  const message = `${pointer.slice(1).replaceAll("/", ".")} names ${file}, and there is no file ${path}. Relative paths begin at the folder of evaluation.yaml.`;
  return { ok: false, problems: [{ rule: "evaluation/missing-file", pointer, message }] };
}

export async function readJsonBeside(
  folder: string,
  file: string,
  pointer: string,
): Promise<Read<unknown>> {
  const text = await readBeside(folder, file, pointer);
  if (!text.ok) return text;
  try {
    return { ok: true, value: JSON.parse(text.value) as unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${file} is no JSON: ${why}.`;
    return { ok: false, problems: [{ rule: "evaluation/json", pointer, message }] };
  }
}
