import { nearestName } from "../../formats/nearestName.ts";
import type { Problem } from "../../problem.ts";
import type { JudgeDimension } from "./config.ts";
import { readJudgeDimensions } from "./readDimensions.ts";
import {
  type Fields,
  fault,
  type Place,
  placeIn,
  readFields,
  readRequiredText,
  readText,
} from "./reading.ts";
import { parseEvaluationYaml } from "./yaml.ts";

export type BehaviourPreset = {
  readonly kind: "behavior";
  readonly name: string;
  readonly version: string;
  readonly tags: readonly string[];
  readonly applicableTo: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly judgePresets: readonly string[];
};

export type JudgePreset = {
  readonly kind: "judge_preset";
  readonly name: string;
  readonly version: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly dimensions: readonly JudgeDimension[];
};

/** An application that behaviours are looked for in: context, and the names of behaviour presets. */
export type ScenarioPreset = {
  readonly kind: "scenario";
  readonly name: string;
  readonly version: string;
  readonly tags: readonly string[];
  readonly applicableTo: readonly string[];
  readonly summary: string;
  readonly context: string;
  readonly behaviours: readonly string[];
  readonly judgePresets: readonly string[];
};

export type Preset = BehaviourPreset | JudgePreset | ScenarioPreset;
export type PresetKind = Preset["kind"];

/** Where presets of a kind stand in a library, each in a file of its name. */
export const PRESET_FOLDER: Readonly<Record<PresetKind, string>> = {
  behavior: "behaviors",
  judge_preset: "judges",
  scenario: "scenarios",
};

export type ReadPreset =
  | { readonly ok: true; readonly preset: Preset }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A file of a preset library: a behaviour, a group of judged dimensions, or a scenario. */
export function parsePreset(text: string): ReadPreset {
  const parsed = parseEvaluationYaml(text);
  if (!parsed.ok) return parsed;
  const place: Place = { steps: [], problems: [] };
  const preset = readPreset(parsed.value, place);
  return preset === null || place.problems.length > 0
    ? { ok: false, problems: place.problems }
    : { ok: true, preset };
}

const ALWAYS = ["kind", "name", "version", "tags"];
const KEYS: Readonly<Record<PresetKind, readonly string[]>> = {
  behavior: [...ALWAYS, "applicable_to", "summary", "description", "suggested_judge_presets"],
  judge_preset: [...ALWAYS, "description", "dimensions"],
  scenario: [
    ...ALWAYS,
    "applicable_to",
    "summary",
    "context",
    "behaviors",
    "suggested_judge_presets",
  ],
};

function readPreset(value: unknown, place: Place): Preset | null {
  const kind = (value as { kind?: unknown } | null)?.kind;
  const known = typeof kind === "string" ? KEYS[kind as PresetKind] : undefined;
  const fields = readFields(value, place, known ?? null);
  if (fields === null) return null;
  const text = (key: string): string => readText(fields[key], placeIn(place, key)) ?? "";
  const required = (key: string): string => readRequiredText(fields[key], placeIn(place, key));
  const names = (key: string): string[] => readNames(fields, key, place);
  const header = {
    name: required("name"),
    version: fields.version === undefined ? "" : String(fields.version),
    tags: names("tags"),
  };
  const about = () => ({
    applicableTo: names("applicable_to"),
    summary: text("summary"),
    judgePresets: names("suggested_judge_presets"),
  });
  switch (kind) {
    case "behavior":
      return { kind, ...header, ...about(), description: required("description") };
    case "judge_preset":
      return {
        kind,
        ...header,
        description: text("description"),
        dimensions: readJudgeDimensions(fields.dimensions, placeIn(place, "dimensions")),
      };
    case "scenario":
      return {
        kind,
        ...header,
        ...about(),
        context: required("context"),
        behaviours: names("behaviors"),
      };
    default: {
      const meant = nearestName(String(kind), Object.keys(KEYS));
      const remedy = meant === null ? "" : ` Did you mean ${meant}?`;
      fault(
        placeIn(place, "kind"),
        "kind",
        `must be one of ${Object.keys(KEYS).join(", ")}.${remedy}`,
      );
      return null;
    }
  }
}

/** A list of names, or one name alone; the same name counts once. */
export function readNames(fields: Fields, key: string, place: Place): string[] {
  const value = fields[key];
  const items: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const names = items.flatMap((item, i) => {
    if (item === null) return [];
    const at = Array.isArray(value) ? placeIn(place, key, i) : placeIn(place, key);
    return readRequiredText(item, at) || [];
  });
  return [...new Set(names)];
}
