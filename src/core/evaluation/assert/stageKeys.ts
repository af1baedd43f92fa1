import { nearestName } from "../../formats/nearestName.ts";
import type { Problem } from "../../problem.ts";
import type { StageName } from "./config.ts";
import { type Fields, fault, isFields, type Place, placeIn } from "./reading.ts";

const ALWAYS = ["enabled", "model", "validators"];
const CASES = ["sample_size", "sampling", "model", "timeout_s", "budget", "modality"];

/** What the stages that make cases document. They are read by whoever runs them, who may know more. */
const KNOWN: Partial<Readonly<Record<StageName, readonly string[]>>> = {
  systematize: [...ALWAYS, "behavior_category_count", "web_search", "mode", "validator_models"],
  test_set: [
    ...ALWAYS,
    "prompt",
    "scenario",
    "stratify",
    "tool_source",
    "timeout_s",
    "validator_model",
  ],
};

/** Places of files are resolved by their ending, whatever they are called. */
const isPath = (key: string): boolean => /_(?:path|dir)$/.test(key);

/** A key that is nearly a known one is a fault; any other unknown one is a warning, for nothing is to be dropped unseen. */
export function checkStageKeys(
  name: StageName,
  stage: Fields,
  place: Place,
  warnings: Problem[],
): void {
  check(stage, KNOWN[name] ?? null, place, warnings);
  if (name !== "test_set") return;
  for (const kind of ["prompt", "scenario"]) {
    const cases = stage[kind];
    if (isFields(cases)) check(cases, CASES, placeIn(place, kind), warnings);
  }
}

function check(
  fields: Fields,
  known: readonly string[] | null,
  place: Place,
  warnings: Problem[],
): void {
  for (const key of Object.keys(fields)) {
    if (known === null || known.includes(key) || isPath(key)) continue;
    const at = placeIn(place, key);
    const meant = nearestName(key, known);
    if (meant !== null) fault(at, "unknown-key", `is not known. Did you mean ${meant}?`);
    else fault({ ...at, problems: warnings }, "unknown-key", "is not known and has no effect.");
  }
}
