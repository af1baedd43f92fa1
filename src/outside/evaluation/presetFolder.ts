import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PRESET_FOLDER, type Preset, parsePreset } from "#core/evaluation/assert/preset.ts";
import type { Problem } from "#core/problem.ts";

/** Presets of one library by kind and name, and the files of it that could not be read. */
export type PresetFolder = {
  readonly find: (kind: Preset["kind"], name: string) => Preset | null;
  readonly faults: readonly { readonly file: string; readonly problems: readonly Problem[] }[];
};

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** Names in a folder; none where there is none. */
async function filesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(isYaml).sort();
  } catch {
    return [];
  }
}

/**
 * A library of presets: `behaviors`, `judges` and `scenarios`, a YAML file each. Files that are no presets are told, not refused: beside a
 * configuration lie configurations.
 */
export async function openPresetFolder(folder: string): Promise<PresetFolder> {
  const presets = new Map<string, Preset>();
  const faults: { file: string; problems: readonly Problem[] }[] = [];
  for (const place of ["", ...Object.values(PRESET_FOLDER)])
    for (const name of await filesOf(join(folder, place))) {
      const file = join(folder, place, name);
      const text = await readFile(file, "utf8");
      if (place === "" && !/^kind:/m.test(text)) continue;
      const read = parsePreset(text);
      if (read.ok) presets.set(`${read.preset.kind}/${read.preset.name}`, read.preset);
      else faults.push({ file, problems: read.problems });
    }
  return { find: (kind, name) => presets.get(`${kind}/${name}`) ?? null, faults };
}
