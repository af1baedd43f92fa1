import type { ModelConfig } from "./config.ts";
import {
  fault,
  type Place,
  placeIn,
  readFields,
  readNumber,
  readRequiredText,
  readText,
} from "./reading.ts";

const KEYS = ["name", "temperature", "max_tokens", "reasoning_effort"];

/** `mostTokens` stands in where the model names no `max_tokens`. */
export function readModel(
  value: unknown,
  place: Place,
  mostTokens: number | null = null,
): ModelConfig | null {
  const fields = readFields(value, place, KEYS);
  if (fields === null) return null;
  const effort = fields.reasoning_effort;
  if (typeof effort === "string" && effort.trim() === "")
    fault(placeIn(place, "reasoning_effort"), "required", "must not be empty.");
  const tokens = { whole: true, positive: true };
  return {
    name: readRequiredText(fields.name, placeIn(place, "name")),
    temperature: readNumber(fields.temperature, placeIn(place, "temperature")),
    max_tokens: readNumber(fields.max_tokens, placeIn(place, "max_tokens"), tokens) ?? mostTokens,
    reasoning_effort: readText(effort, placeIn(place, "reasoning_effort")),
  };
}
