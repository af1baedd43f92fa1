import { toPointer } from "../../jsonPointer.ts";
import { kindOf } from "../cursor.ts";
import { cutText } from "../cutText.ts";
import { type Faults, MOST_PROBLEMS } from "../faults.ts";
import { isTime } from "./time.ts";

/**
 * The types that a published format gives to its keys. Keys that stand nowhere here are not judged: formats grow. `null`
 * says nothing where a key may be absent, and is a fault as an item of a list.
 */
export type Shape =
  /** `label`: text, or the number that some tools write for an id or a version. */
  | "text"
  | "label"
  | "number"
  | "flag"
  | "time"
  | "any"
  | { readonly keys: Readonly<Record<string, Shape>> }
  /** `gaps`: some tools write null for what they do not know. */
  | { readonly list: Shape; readonly gaps?: true }
  /** An object with keys of the sender's own. An empty list stands for an empty one, as some languages write it. */
  | { readonly map: Shape }
  | { readonly choice: readonly string[] }
  /** For shapes that hold themselves. */
  | (() => Shape);

type Steps = (string | number)[];

/** Notes each value that is of another type than its format says, where nothing was noted yet. */
export function judgeShape(document: unknown, shape: Shape, faults: Faults): void {
  const noted = new Set(faults.problems.map(({ pointer }) => pointer));
  judge(document, shape, [], (steps, rule, message) => {
    const pointer = toPointer(steps);
    if (!noted.has(pointer)) faults.add(rule, pointer, message);
    return faults.problems.length < MOST_PROBLEMS;
  });
}

/** False when enough was noted. */
type Note = (steps: Steps, rule: string, message: string) => boolean;

function judge(value: unknown, shape: Shape, steps: Steps, note: Note): boolean {
  if (typeof shape === "function") return judge(value, shape(), steps, note);
  if (typeof shape === "string") return judgeScalar(value, shape, steps, note);
  if ("choice" in shape) return judgeChoice(value, shape.choice, steps, note);
  if ("list" in shape)
    return Array.isArray(value)
      ? value.every(
          (item, at) =>
            (item === null && shape.gaps === true) || under(item, shape.list, steps, at, note),
        )
      : wrong(value, "an array", steps, note);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return isEmptyMap(value, shape) || wrong(value, "an object", steps, note);
  return "map" in shape
    ? Object.entries(value).every(([key, item]) => member(item, shape.map, steps, key, note))
    : judgeKeys(value as Record<string, unknown>, shape.keys, steps, note);
}

const isEmptyMap = (value: unknown, shape: object): boolean =>
  "map" in shape && Array.isArray(value) && value.length === 0;

function judgeKeys(
  value: Readonly<Record<string, unknown>>,
  keys: Readonly<Record<string, Shape>>,
  steps: Steps,
  note: Note,
): boolean {
  for (const key of Object.keys(value)) {
    const shape = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (shape !== undefined && !member(value[key], shape, steps, key, note)) return false;
  }
  return true;
}

const member = (value: unknown, shape: Shape, steps: Steps, key: string, note: Note): boolean =>
  value === null || under(value, shape, steps, key, note);

function under(value: unknown, shape: Shape, steps: Steps, step: string | number, note: Note) {
  if (shape === "any") return true;
  steps.push(step);
  const goesOn = judge(value, shape, steps, note);
  steps.pop();
  return goesOn;
}

const SCALARS = { text: "a string", label: "a string", number: "a number", flag: "true or false" };
type Scalar = Extract<Shape, string>;

function judgeScalar(value: unknown, shape: Scalar, steps: Steps, note: Note): boolean {
  if (shape === "any") return true;
  if (shape === "time") return judgeTime(value, steps, note);
  const type = typeof value;
  const isRight =
    shape === "label"
      ? type === "string" || type === "number"
      : type === (shape === "text" ? "string" : shape === "flag" ? "boolean" : "number");
  return isRight || wrong(value, SCALARS[shape], steps, note);
}

function judgeTime(value: unknown, steps: Steps, note: Note): boolean {
  if (typeof value !== "string") return wrong(value, "a string", steps, note);
  if (isTime(value)) return true;
  return note(
    steps,
    "time",
    `"${cutText(value, 60)}" is not a time. Write it like 2026-06-02T08:30:00Z.`,
  );
}

function judgeChoice(value: unknown, choice: readonly string[], steps: Steps, note: Note): boolean {
  if (typeof value !== "string") return wrong(value, "a string", steps, note);
  if (choice.includes(value)) return true;
  return note(
    steps,
    "choice",
    `"${cutText(value, 60)}" is none of ${choice.join(", ")}. Write one of them.`,
  );
}

const wrong = (value: unknown, wanted: string, steps: Steps, note: Note): boolean =>
  note(steps, "type", `${kindOf(value)} stands here; write ${wanted}.`);
