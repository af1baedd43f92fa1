import type { Problem } from "../../problem.ts";
import type { NormalizedConfig, StageName, StratifyDimension } from "./config.ts";
import { readStratifyDimensions } from "./readDimensions.ts";
import {
  checkIdentifier,
  type Fields,
  fault,
  isEnabled,
  isFields,
  type Place,
  placeIn,
  readFields,
  readText,
} from "./reading.ts";
import { readModel } from "./readModel.ts";
import { type Presets, readEvaluation } from "./readStages.ts";
import { checkStageKeys } from "./stageKeys.ts";
import { parseEvaluationYaml } from "./yaml.ts";

/** What a configuration says beyond its normalised form: what is looked for, and where. */
export type ReadConfig = {
  readonly normalized: NormalizedConfig;
  readonly behaviour: { readonly name: string; readonly description: string } | null;
  readonly context: string | null;
  /** What was read and has no effect. */
  readonly warnings: readonly Problem[];
};

export type ParsedConfig =
  | { readonly ok: true; readonly config: ReadConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const KEYS = [
  "suite",
  "run",
  "behavior",
  "context",
  "default_model",
  "artifacts_root",
  "results_dir",
  "pipeline",
];
const STAGES: readonly StageName[] = ["systematize", "test_set", "inference", "red_team", "judge"];
/** Stages whose results belong to a run, not to the suite. */
const RUN_STAGES = ["inference", "red_team", "judge"];

/** `at` is the instant, ISO 8601 in UTC, after which a run is named that has no name. Presets come from whoever can read files. */
export function parseConfig(text: string, presets: Presets, at: string): ParsedConfig {
  const parsed = parseEvaluationYaml(text);
  if (!parsed.ok) return parsed;
  const place: Place = { steps: [], problems: [] };
  const config = readConfig(parsed.value, place, presets, at);
  return config === null || place.problems.length > 0
    ? { ok: false, problems: place.problems }
    : { ok: true, config };
}

/** "2026-11-23T07:15:53.000Z" as "20261123T071553". */
const toStamp = (at: string): string => at.slice(0, 19).replace(/[-:]/g, "");

function readConfig(value: unknown, place: Place, presets: Presets, at: string): ReadConfig | null {
  const raw = readFields(value, place, KEYS);
  const pipeline = readFields(raw?.pipeline, placeIn(place, "pipeline"), STAGES);
  if (raw === null || pipeline === null) return null;
  const defaultModel = readDefaultModel(raw.default_model, placeIn(place, "default_model"));
  const stages = readStages(pipeline, placeIn(place, "pipeline"), defaultModel);
  const warnings: Problem[] = [];
  for (const [name, stage] of stages)
    checkStageKeys(name, stage, placeIn(place, "pipeline", name), warnings);
  const enabled = stages.filter(([, stage]) => isEnabled(stage)).map(([name]) => name);
  const suite = readIdentifier(raw.suite, placeIn(place, "suite")) ?? `eval-${toStamp(at)}`;
  const named = readIdentifier(raw.run, placeIn(place, "run"));
  const behaviour = readBehaviour(raw.behavior, placeIn(place, "behavior"), presets);
  if (enabled.includes("systematize") && !behaviour?.description)
    fault(placeIn(place, "behavior", "description"), "required", "is required to systematise.");
  const dimensions = readTestSetDimensions(pipeline, place, defaultModel);
  if (typeof (raw.context ?? "") !== "string") readText(raw.context, placeIn(place, "context"));
  const run = named ?? (enabled.some((name) => RUN_STAGES.includes(name)) ? toStamp(at) : null);
  const normalized: NormalizedConfig = {
    suite,
    run,
    behavior_name: behaviour?.name ?? null,
    dimensions,
    ...readEvaluation(pipeline, placeIn(place, "pipeline"), defaultModel, presets),
    stages,
  };
  const context = typeof raw.context === "string" ? raw.context : null;
  return { normalized, behaviour, context, warnings };
}

function readDefaultModel(value: unknown, place: Place): Fields | null {
  if (value === null || value === undefined) return null;
  readModel(value, place);
  return isFields(value) ? value : null;
}

/** A suite's or run's name, also one that YAML reads as a number; null where there is none. */
function readIdentifier(value: unknown, place: Place): string | null {
  if (value === null || value === undefined || value === "" || value === 0) return null;
  const name = typeof value === "number" ? String(value) : readText(value, place);
  if (name !== null) checkIdentifier(name, place);
  return name;
}

function readBehaviour(value: unknown, place: Place, presets: Presets) {
  if (value === null || value === undefined) return null;
  const fields = readFields(value, place, ["name", "description", "preset"]);
  if (fields === null) return null;
  const named = readText(fields.preset, placeIn(place, "preset"));
  const preset = named === null ? null : presets.behaviour(named);
  if (named !== null && preset === null)
    fault(
      placeIn(place, "preset"),
      "missing-preset",
      `names the behaviour preset ${named}, which is in no library.`,
    );
  const name = readText(fields.name, placeIn(place, "name")) ?? preset?.name ?? "";
  const own = readText(fields.description, placeIn(place, "description"));
  if (name !== "") checkIdentifier(name, placeIn(place, "name"));
  else if (named === null) fault(placeIn(place, "name"), "required", "is required.");
  return { name, description: own ?? preset?.description ?? "" };
}

/** In the order in which they run. What makes cases with a model and names none is given the default one. */
function readStages(pipeline: Fields, place: Place, defaultModel: Fields | null) {
  const stages = STAGES.flatMap((name) => {
    if (!(name in pipeline)) return [];
    const stage = readFields(pipeline[name], placeIn(place, name), null);
    return stage === null ? [] : [[name, withDefaultModel(name, stage, defaultModel)] as const];
  });
  if (stages.length === 0) fault(place, "required", "must hold at least one stage.");
  return stages;
}

function withDefaultModel(name: StageName, stage: Fields, defaultModel: Fields | null): Fields {
  if (defaultModel === null || (name !== "systematize" && name !== "test_set")) return stage;
  const filled = { model: { ...defaultModel }, ...stage };
  const { stratify } = stage;
  if (name !== "test_set" || !isFields(stratify) || "model" in stratify) return filled;
  return { ...filled, stratify: { ...stratify, model: { ...defaultModel } } };
}

function readTestSetDimensions(
  pipeline: Fields,
  place: Place,
  defaultModel: Fields | null,
): StratifyDimension[] | null {
  const { test_set: testSet } = pipeline;
  if (!isFields(testSet) || testSet.stratify === null || testSet.stratify === undefined)
    return null;
  const at = placeIn(place, "pipeline", "test_set", "stratify");
  const fields = readFields(testSet.stratify, at, ["dimensions", "level_count", "model"]);
  const dimensions = readStratifyDimensions(fields?.dimensions, placeIn(at, "dimensions"));
  const made = dimensions?.some(({ levels }) => levels === undefined) ?? false;
  const hasModel = defaultModel !== null || "model" in testSet || "model" in (fields ?? {});
  if (made && !hasModel)
    fault(at, "required", "needs a default_model: levels are to be made from descriptions.");
  return dimensions;
}
