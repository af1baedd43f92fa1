import type {
  EvaluationConfig,
  InferenceConfig,
  JudgeConfig,
  JudgeDimension,
  TargetConfig,
} from "./config.ts";
import { type BehaviourPreset, type JudgePreset, readNames } from "./preset.ts";
import { readJudgeDimensions } from "./readDimensions.ts";
import {
  type Fields,
  fault,
  isEnabled,
  isFields,
  type Place,
  placeIn,
  readFields,
  readNumber,
} from "./reading.ts";
import { readModel } from "./readModel.ts";
import { readTarget } from "./readTarget.ts";

/** Gives a preset of the library by its name, null where there is none. */
export type Presets = {
  readonly behaviour: (name: string) => BehaviourPreset | null;
  readonly judge: (name: string) => JudgePreset | null;
};

const FILES = ["save_dir", "enabled", "file_path"];
const LIMITS = ["max_tool_calls", "tool_timeout_s", "startup_timeout_s", "concurrency"];
const INFERENCE = ["target", "tester", "max_turns", "test_set_path", "strict", ...LIMITS, ...FILES];
const RED_TEAM = ["target", "attacks_path", ...LIMITS, ...FILES];
const JUDGE = [
  "model",
  "n",
  "preset",
  "dimensions",
  "disabled_dimensions",
  "inference_set_path",
  "taxonomy_path",
  ...FILES,
];
const TESTER_TOKENS = 10_000;
const JUDGE_TOKENS = 12_000;
/** What ASSERT judges whether a configuration names it or not; only these can be disabled. */
const BUILT_IN = ["policy_violation", "overrefusal"];

export const DEFAULT_INFERENCE: InferenceConfig = {
  max_tool_calls: 10,
  max_turns: 6,
  tool_timeout_s: null,
  startup_timeout_s: null,
  concurrency: 10,
};

type Stage = { readonly target: TargetConfig | null; readonly evaluation: EvaluationConfig | null };

/** What inference, red team and judge say together. Stages that are not enabled say nothing. */
export function readEvaluation(
  pipeline: Fields,
  place: Place,
  defaultModel: Fields | null,
  presets: Presets,
): Stage {
  const enabled = (name: string): Fields | null => {
    const stage = pipeline[name];
    return isFields(stage) && isEnabled(stage) ? stage : null;
  };
  const [inference, redTeam, judged] = ["inference", "red_team", "judge"].map(enabled);
  checkTogether(pipeline, place);
  const stage = inference ?? redTeam ?? null;
  const at = placeIn(place, inference ? "inference" : "red_team");
  if (inference) readFields(inference, at, INFERENCE);
  else if (redTeam) readFields(redTeam, at, RED_TEAM);
  const judge = judged ? readJudge(judged, placeIn(place, "judge"), defaultModel, presets) : null;
  if (stage === null && judge === null) return { target: null, evaluation: null };
  const target =
    stage === null ? null : readTarget(stage.target, placeIn(at, "target"), defaultModel);
  const tester = inference
    ? readTester(inference.tester, placeIn(at, "tester"), defaultModel)
    : null;
  const limits = stage === null ? DEFAULT_INFERENCE : readLimits(stage, at, inference ? null : 6);
  return { target, evaluation: { judge, tester, inference: limits } };
}

function checkTogether(pipeline: Fields, place: Place): void {
  const isOn = (name: string): boolean => {
    const stage = pipeline[name];
    return isFields(stage) && isEnabled(stage);
  };
  const against = ["systematize", "test_set", "inference", "judge"].filter(isOn);
  if (isOn("red_team") && against.length > 0)
    fault(placeIn(place, "red_team"), "stages", `does not go together with ${against.join(", ")}.`);
}

function readLimits(stage: Fields, place: Place, turns: number | null): InferenceConfig {
  const number = (key: keyof InferenceConfig, whole: boolean): number | null =>
    readNumber(stage[key], placeIn(place, key), { whole, positive: true });
  return {
    max_tool_calls: number("max_tool_calls", true) ?? DEFAULT_INFERENCE.max_tool_calls,
    max_turns: turns ?? number("max_turns", true) ?? DEFAULT_INFERENCE.max_turns,
    tool_timeout_s: number("tool_timeout_s", false),
    startup_timeout_s: number("startup_timeout_s", false),
    concurrency: number("concurrency", true) ?? DEFAULT_INFERENCE.concurrency,
  };
}

function readTester(value: unknown, place: Place, defaultModel: Fields | null) {
  if (value === null || value === undefined) return null;
  const fields = readFields(value, place, null);
  if (fields === null) return null;
  if ("max_turns" in fields)
    fault(placeIn(place, "max_turns"), "moved", "stands in pipeline.inference.max_turns.");
  const model = readOwnModel(fields, place, defaultModel, TESTER_TOKENS);
  return model === null ? null : { model };
}

function readOwnModel(
  fields: Fields,
  place: Place,
  defaultModel: Fields | null,
  mostTokens: number,
) {
  const at = placeIn(place, "model");
  const value = "model" in fields ? fields.model : defaultModel;
  if (value !== null && value !== undefined) return readModel(value, at, mostTokens);
  fault(at, "required", "is required, or a default_model.");
  return null;
}

function readJudge(
  fields: Fields,
  place: Place,
  defaultModel: Fields | null,
  presets: Presets,
): JudgeConfig | null {
  readFields(fields, place, JUDGE);
  const model = readOwnModel(fields, place, defaultModel, JUDGE_TOKENS);
  const n = readNumber(fields.n, placeIn(place, "n"), { whole: true, positive: true });
  const ofPresets = dimensionsOf(fields, place, presets);
  const own = readJudgeDimensions(fields.dimensions, placeIn(place, "dimensions"));
  const names = new Set(own.map(({ name }) => name));
  const disabled = readNames(fields, "disabled_dimensions", place);
  for (const name of disabled)
    if (!BUILT_IN.includes(name))
      fault(
        placeIn(place, "disabled_dimensions"),
        "unknown-dimension",
        `names ${name}. Only ${BUILT_IN.join(" and ")} can be disabled.`,
      );
  if (model === null) return null;
  return {
    model,
    n: n ?? 1,
    dimensions: [...ofPresets.filter(({ name }) => !names.has(name)), ...own],
    disabled_dimensions: disabled,
  };
}

/** A later preset's dimension stands in the place of an earlier one's of the same name. */
function dimensionsOf(fields: Fields, place: Place, presets: Presets): JudgeDimension[] {
  const merged = new Map<string, JudgeDimension>();
  for (const name of readNames(fields, "preset", place)) {
    const preset = presets.judge(name);
    if (preset === null)
      fault(
        placeIn(place, "preset"),
        "missing-preset",
        `names the judge preset ${name}, which is in no library.`,
      );
    for (const dimension of preset?.dimensions ?? []) merged.set(dimension.name, dimension);
  }
  return [...merged.values()];
}
