import { nearestName } from "../../formats/nearestName.ts";
import { toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A place in a document that is being read: faults go to one list, each with the place where it is. */
export type Place = {
  readonly steps: readonly (string | number)[];
  readonly problems: Problem[];
};

export const placeIn = ({ steps, problems }: Place, ...further: (string | number)[]): Place => ({
  steps: [...steps, ...further],
  problems,
});

/** "pipeline.judge.n", "dimensions[2].name": how people say where something stands. */
export const nameOf = ({ steps }: Place): string =>
  steps
    .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i > 0 ? "." : ""}${step}`))
    .join("") || "the configuration";

/** Notes that something is wrong here; `message` begins after the name of the place. */
export function fault(place: Place, rule: string, message: string): void {
  const pointer = toPointer(place.steps);
  place.problems.push({
    rule: `assert-config/${rule}`,
    pointer,
    message: `${nameOf(place)} ${message}`,
  });
}

/** A mapping; null, with a fault, for anything else. Unknown keys are faults, each with the known key that was probably meant. */
export function readFields(
  value: unknown,
  place: Place,
  known: readonly string[] | null,
): Fields | null {
  if (!isFields(value)) {
    fault(place, "mapping", "must be a mapping.");
    return null;
  }
  for (const key of known === null ? [] : Object.keys(value)) {
    if (known?.includes(key)) continue;
    const meant = nearestName(key, known ?? []);
    const remedy = meant === null ? `Known are: ${known?.join(", ")}.` : `Did you mean ${meant}?`;
    fault(placeIn(place, key), "unknown-key", `is not known. ${remedy}`);
  }
  return value;
}

/** A text without space at its ends; null where absent or empty. */
export function readText(value: unknown, place: Place): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value.trim() || null;
  fault(place, "text", "must be text. Put it in quotation marks.");
  return null;
}

export function readRequiredText(value: unknown, place: Place): string {
  const text = readText(value, place);
  const isOther = value !== null && value !== undefined && typeof value !== "string";
  if (text === null && !isOther) fault(place, "required", "is required.");
  return text ?? "";
}

type NumberRule = { readonly whole?: boolean; readonly positive?: boolean };

/** A number, also one written as text; null where absent. */
export function readNumber(value: unknown, place: Place, rule: NumberRule = {}): number | null {
  if (value === null || value === undefined) return null;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number))
    fault(place, "number", "must be a number.");
  else if (rule.whole === true && !Number.isInteger(number))
    fault(place, "number", "must be a whole number.");
  else if (rule.positive === true && number <= 0) fault(place, "number", "must be above 0.");
  else return number;
  return null;
}

/** True unless the stage says `enabled: false` (or 0, or nothing). */
export const isEnabled = (stage: Fields): boolean =>
  !("enabled" in stage) || Boolean(stage.enabled);

const IDENTIFIER = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

/** Names that become folders. */
export function checkIdentifier(value: string, place: Place): void {
  if (value.length > 255) fault(place, "identifier", "is longer than 255 characters.");
  else if (!IDENTIFIER.test(value) || value.includes(".."))
    fault(
      place,
      "identifier",
      "must begin with a letter or digit and hold only letters, digits, dots (never two), hyphens and underscores.",
    );
}
