import type { TargetConfig, ToolsConfig, TraceConfig } from "./config.ts";
import {
  type Fields,
  fault,
  isFields,
  type Place,
  placeIn,
  readFields,
  readText,
} from "./reading.ts";
import { readModel } from "./readModel.ts";

const WAYS = ["model", "connector", "callable", "endpoint", "sandbox"] as const;
const KEYS = [...WAYS, "system_prompt", "tools", "trace"];
const TARGET_TOKENS = 10_000;
/** Agents that are hosted elsewhere, with tools and instructions of their own. */
const HOSTED = "azure_ai/agents/";

/** Where the stage names no way to reach its target, the default model is the target. */
export function readTarget(
  value: unknown,
  place: Place,
  defaultModel: Fields | null,
): TargetConfig | null {
  if (value === null || value === undefined) {
    fault(place, "required", "is required where the stage is enabled.");
    return null;
  }
  const fields = readFields(value, place, KEYS);
  if (fields === null) return null;
  const model = WAYS.some((way) => way in fields) ? fields.model : (defaultModel ?? undefined);
  const text = (key: string): string | null => readText(fields[key], placeIn(place, key));
  const given = model !== null && model !== undefined;
  const target: TargetConfig = {
    model: given ? readModel(model, placeIn(place, "model"), TARGET_TOKENS) : null,
    system_prompt: text("system_prompt"),
    tools: readTools(fields.tools, placeIn(place, "tools")),
    connector: text("connector"),
    callable: text("callable"),
    endpoint: text("endpoint"),
    sandbox: text("sandbox"),
    trace: readTrace(fields.trace, placeIn(place, "trace")),
  };
  checkTarget(target, place);
  return target;
}

function checkTarget(target: TargetConfig, place: Place): void {
  const ways = WAYS.filter((way) => target[way] !== null);
  if (ways.length !== 1)
    fault(
      place,
      "target",
      `needs exactly one of ${WAYS.join(", ")}; it has ${ways.join(" and ") || "none"}.`,
    );
  if (target.tools !== null && target.model === null)
    fault(
      placeIn(place, "tools"),
      "target",
      "needs target.model: other targets bring their own tools.",
    );
  if (target.model?.name.toLowerCase().startsWith(HOSTED) !== true) return;
  for (const key of ["tools", "system_prompt"] as const)
    if (target[key] !== null)
      fault(
        placeIn(place, key),
        "target",
        "is not for a hosted agent, which has its own. Take it out.",
      );
}

function readTools(value: unknown, place: Place): ToolsConfig | null {
  if (value === null || value === undefined) return null;
  const fields = readFields(value, place, ["module", "toolset", "simulator"]);
  if (fields === null) return null;
  const [module, toolset, simulator] = ["module", "toolset", "simulator"].map((key) =>
    readText(fields[key], placeIn(place, key)),
  );
  const isModule = module !== null && toolset === null && simulator === null;
  if (!isModule && (module !== null || simulator === null))
    fault(place, "tools", "needs either module, or simulator with or without toolset.");
  return { module: module ?? null, toolset: toolset ?? null, simulator: simulator ?? null };
}

function readTrace(value: unknown, place: Place): TraceConfig | null {
  if (value === null || value === undefined) return null;
  if (!isFields(value)) {
    fault(place, "mapping", "must be a mapping.");
    return null;
  }
  const backend = readText(value.backend, placeIn(place, "backend")) ?? "phoenix";
  const groupBy = readText(value.group_by, placeIn(place, "group_by")) ?? "session.id";
  if (groupBy !== "session.id")
    fault(
      placeIn(place, "group_by"),
      "trace",
      "must be session.id: one transcript is one conversation.",
    );
  return { backend, group_by: groupBy };
}
