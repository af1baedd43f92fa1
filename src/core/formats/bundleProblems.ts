import type { z } from "zod";
import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { kindOf } from "./cursor.ts";
import { cutText } from "./cutText.ts";
import { MOST_PROBLEMS } from "./faults.ts";
import { FindingBundle, FindingLocation, isOwnKey } from "./findingBundle.ts";
import { nearestName } from "./nearestName.ts";

type Issue = z.core.$ZodIssue;

/** What the schema found, as problems with a remedy. Keys of the sender's own (`x-…`) are no problem. */
export function toBundleProblems(issues: readonly Issue[], document: unknown): Problem[] {
  return issues.flatMap((issue) => toProblems(issue, document)).slice(0, MOST_PROBLEMS);
}

function toProblems(issue: Issue, document: unknown): Problem[] {
  const steps = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_PROBLEMS).flatMap((key) => unknownKey(steps, key));
  const pointer = toPointer(steps);
  const rule = `finding/${RULES[issue.code] ?? "value"}`;
  const value = valueAt(document, steps);
  if (value === undefined)
    return [
      {
        rule: "finding/required",
        pointer: toPointer(steps.slice(0, -1)),
        message: missing(steps, issue),
      },
    ];
  const message =
    issue.code === "invalid_type" && issue.message.startsWith("Invalid input")
      ? `${kindOf(value)} stands here; write ${article(issue.expected)}.`
      : `${String(steps.at(-1) ?? "The document")} ${issue.message}`;
  return [{ rule, pointer, message }];
}

const RULES: Partial<Record<Issue["code"], string>> = {
  invalid_type: "type",
  invalid_union: "type",
  invalid_format: "pattern",
  custom: "pattern",
  too_big: "too-long",
  too_small: "too-small",
};

const missing = (steps: readonly (string | number)[], issue: Issue): string =>
  `"${String(steps.at(-1) ?? "")}" ${issue.message.startsWith("Invalid input") ? "is missing. Add it." : issue.message}`;

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);

const KNOWN: Record<string, readonly string[]> = {
  "": Object.keys(FindingBundle.shape),
  locations: Object.keys(FindingLocation.shape),
  foundBy: ["party", "model", "modelVersion", "harness"],
  reproducer: ["file"],
};

function unknownKey(steps: readonly (string | number)[], key: string): Problem[] {
  if (steps.length === 0 && isOwnKey(key)) return [];
  const known = KNOWN[String(steps[0] ?? "")] ?? [];
  const nearest = nearestName(key, known);
  const shown = cutText(key, 60);
  const remedy =
    nearest === null
      ? `Known are ${known.filter((name) => name !== "$schema").join(", ")}; a key of your own begins with "x-" and stands at the top.`
      : `Did you mean "${nearest}"?`;
  const message = `"${shown}" is no key of a finding. ${remedy}`;
  return [{ rule: "finding/unknown-key", pointer: toPointer([...steps, key]), message }];
}

function valueAt(document: unknown, steps: readonly (string | number)[]): unknown {
  let value = document;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, step)
      ? (value as Record<string | number, unknown>)[step]
      : undefined;
  }
  return value;
}
