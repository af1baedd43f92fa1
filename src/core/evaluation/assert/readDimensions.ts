import type { JudgeDimension, Level, OrdinalScale, StratifyDimension } from "./config.ts";
import { entriesAsWritten } from "./orderedFields.ts";
import { fault, type Place, placeIn, readFields, readRequiredText, readText } from "./reading.ts";

/** The factors of a test set. All have levels or none has: a model makes them all in one go. */
export function readStratifyDimensions(value: unknown, place: Place): StratifyDimension[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) {
    fault(place, "list", "must be a list.");
    return null;
  }
  const names = new Set<string>();
  const dimensions = value.flatMap((item: unknown, i) => {
    const at = placeIn(place, i);
    const dimension = readStratifyDimension(item, at);
    if (dimension === null) return [];
    if (dimension.name === "behavior") fault(placeIn(at, "name"), "name", "is reserved.");
    if (names.has(dimension.name)) fault(placeIn(at, "name"), "name", "stands twice.");
    names.add(dimension.name);
    return [dimension];
  });
  const withLevels = dimensions.filter(({ levels }) => levels !== undefined).length;
  if (withLevels > 0 && withLevels < dimensions.length)
    fault(place, "levels", "must all have levels, or all a description alone.");
  return dimensions;
}

function readStratifyDimension(value: unknown, place: Place): StratifyDimension | null {
  const fields = readFields(value, place, ["name", "description", "levels"]);
  if (fields === null) return null;
  const description = readText(fields.description, placeIn(place, "description"));
  const levels = readLevels(fields.levels, placeIn(place, "levels"));
  if (description === null && levels === null)
    fault(place, "required", "needs levels or a description.");
  return {
    name: readRequiredText(fields.name, placeIn(place, "name")),
    ...(description === null ? {} : { description }),
    ...(levels === null ? {} : { levels }),
  };
}

function readLevels(value: unknown, place: Place): Level[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value) || value.length < 2) {
    fault(place, "levels", "must be a list of two or more: one level varies nothing.");
    return null;
  }
  const names = new Set<string>();
  return value.flatMap((item: unknown, i) => {
    const at = placeIn(place, i);
    const fields = readFields(item, at, ["name", "definition"]);
    if (fields === null) return [];
    const name = readRequiredText(fields.name, placeIn(at, "name"));
    if (names.has(name)) fault(placeIn(at, "name"), "name", "stands twice.");
    names.add(name);
    return [{ name, definition: readRequiredText(fields.definition, placeIn(at, "definition")) }];
  });
}

const JUDGED = ["description", "rubric", "required_base", "allow_not_applicable", "scale"];

/** What is judged, by name. */
export function readJudgeDimensions(value: unknown, place: Place): JudgeDimension[] {
  if (value === null || value === undefined) return [];
  const fields = readFields(value, place, null);
  return Object.entries(fields ?? {}).flatMap(([key, item]) => {
    const at = placeIn(place, key);
    const own = readFields(item, at, JUDGED);
    if (key.trim() === "") fault(at, "name", "must not be empty.");
    if (own === null) return [];
    const flag = (name: "required_base" | "allow_not_applicable") => {
      const given = own[name];
      if (given === null || given === undefined) return {};
      if (typeof given !== "boolean") fault(placeIn(at, name), "flag", "must be true or false.");
      return { [name]: given === true };
    };
    const scale = readScale(own.scale, placeIn(at, "scale"));
    const dimension: JudgeDimension = {
      name: key.trim(),
      description: readRequiredText(own.description, placeIn(at, "description")),
      rubric: readRequiredText(own.rubric, placeIn(at, "rubric")),
      ...flag("required_base"),
      ...flag("allow_not_applicable"),
      ...(scale === null ? {} : { scale }),
    };
    return [dimension];
  });
}

/** Grades in their order, from a mapping of grade to label: all of them whole numbers, or all of them texts. */
function readScale(value: unknown, place: Place): OrdinalScale | null {
  if (value === null || value === undefined) return null;
  const fields = readFields(value, place, ["type", "values"]);
  if (fields === null) return null;
  if (fields.type !== "ordinal") fault(placeIn(place, "type"), "scale", "must be ordinal.");
  const at = placeIn(place, "values");
  const grades = entriesAsWritten(readFields(fields.values, at, null) ?? {});
  if (grades.length < 2) fault(at, "scale", "must have two grades or more.");
  if (new Set(grades.map(([grade]) => typeof grade)).size > 1)
    fault(at, "scale", "must have whole numbers as grades, or texts, and not both.");
  const values = grades.map(([grade, label]) => ({
    value: typeof grade === "string" ? grade.trim() : grade,
    label: readRequiredText(label, placeIn(at, grade)),
  }));
  return { type: "ordinal", values };
}
