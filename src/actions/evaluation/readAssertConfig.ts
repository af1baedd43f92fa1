import { dirname } from "node:path";
import type { BehaviourPreset, JudgePreset } from "#core/evaluation/assert/preset.ts";
import { type ParsedConfig, parseConfig } from "#core/evaluation/assert/readConfig.ts";
import { openPresetFolder, type PresetFolder } from "#outside/evaluation/presetFolder.ts";
import { findText } from "#outside/runFolder/files.ts";

export type AssertConfigAsked = {
  readonly file: string;
  /** Where presets are looked for after the file's own folder, the first first. */
  readonly libraries: readonly string[];
  /** ISO 8601 in UTC: names a run that has no name. */
  readonly at: string;
};

export type ReadAssertConfig = ParsedConfig & {
  /** Files of the libraries that are no presets, a sentence each. */
  readonly notes: readonly string[];
};

/** An ASSERT configuration with its presets; null where there is no such file. */
export async function readAssertConfig(asked: AssertConfigAsked): Promise<ReadAssertConfig | null> {
  const text = await findText(asked.file);
  if (text === null) return null;
  const folders: PresetFolder[] = [];
  for (const folder of [dirname(asked.file), ...asked.libraries])
    folders.push(await openPresetFolder(folder));
  const find = (kind: "behavior" | "judge_preset", name: string) =>
    folders.map((folder) => folder.find(kind, name)).find((preset) => preset !== null) ?? null;
  const presets = {
    behaviour: (name: string) => find("behavior", name) as BehaviourPreset | null,
    judge: (name: string) => find("judge_preset", name) as JudgePreset | null,
  };
  const notes = folders.flatMap(({ faults }) =>
    faults.flatMap(({ file, problems }) => problems.map(({ message }) => `${file}: ${message}`)),
  );
  return { ...parseConfig(text, presets, asked.at), notes };
}
