import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { nearestName } from "../../formats/nearestName.ts";
import { toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";
import { knownKeys } from "./knownKeys.ts";

type Issue = z.core.$ZodIssue;
type Steps = readonly (string | number)[];

/** "judges[0].yes_if": how people say where something stands. */
const nameOf = (steps: Steps): string =>
  steps
    .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i > 0 ? "." : ""}${step}`))
    .join("") || "the file";

/** The line of a place in a YAML text, 1-based; that of the nearest thing around it where it is not there. */
export function linesOf(text: string): (steps: Steps) => number {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, version: "1.1", merge: true });
  return (steps) => {
    for (let depth = steps.length; depth > 0; depth -= 1) {
      const within = document.getIn(steps.slice(0, depth - 1), true);
      const last = steps[depth - 1];
      const pair = isMap(within)
        ? within.items.find(({ key }) => String(key) === String(last))
        : undefined;
      const node = pair?.key ?? document.getIn(steps.slice(0, depth), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
}

type IssuePlace = {
  /** Where in the file the value stands that was read. */
  readonly steps: Steps;
  readonly lineOf: (steps: Steps) => number;
  /** Keys that would have been known at a place, for whoever misspelt one. */
  readonly known: (steps: Steps) => readonly string[];
};

/** A value read by a schema, or every fault of it. `steps` is where in the file the value stands. */
export function readAt<T>(
  schema: z.ZodType<T>,
  value: unknown,
  steps: Steps,
  lineOf: IssuePlace["lineOf"],
):
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const read = schema.safeParse(value, { reportInput: true });
  if (read.success) return { ok: true, value: read.data };
  const known = (at: Steps): readonly string[] => knownKeys(schema, value, at.slice(steps.length));
  return { ok: false, problems: toProblems(read.error.issues, { steps, lineOf, known }) };
}

/** What a schema has against a value, each with its place in the file, and what to do about it. */
const toProblems = (issues: readonly Issue[], place: IssuePlace): Problem[] =>
  issues.flatMap((issue) => ofIssue(issue, [], place));

function ofIssue(issue: Issue, outer: Steps, place: IssuePlace): Problem[] {
  const inner = [
    ...outer,
    ...issue.path.map((step) => (typeof step === "number" ? step : String(step))),
  ];
  if (issue.code === "invalid_union" && issue.errors.length > 0)
    return bestBranch(issue.errors).flatMap((own) => ofIssue(own, inner, place));
  const steps = [...place.steps, ...inner];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...steps, key], key, place));
  return [problemAt(steps, issue.code.replaceAll("_", "-"), sentence(issue), place)];
}

/** Of a value that could be several things: what it was probably meant to be. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const isOther = (issue: Issue): boolean =>
    issue.path.length === 1 && ["rule", "kind"].includes(String(issue.path[0]));
  const meant = branches.filter((issues) => !issues.some(isOther) && issues.length > 0);
  const [first = []] = (meant.length > 0 ? meant : branches).toSorted(
    (a, b) => a.length - b.length,
  );
  return first;
}

function unknownKey(steps: Steps, key: string, place: IssuePlace): Problem {
  const known = place.known(steps.slice(0, -1));
  const meant = nearestName(key, known);
  const remedy =
    meant !== null
      ? `Did you mean ${meant}?`
      : known.length > 0
        ? `Known are: ${known.join(", ")}.`
        : "Take it out.";
  return problemAt(steps, "unknown-key", `is not known. ${remedy}`, place);
}

const problemAt = (
  steps: Steps,
  rule: string,
  message: string,
  { lineOf }: IssuePlace,
): Problem => ({
  rule: `evaluation/${rule}`,
  pointer: toPointer(steps),
  message: `Line ${lineOf(steps)}: ${nameOf(steps)} ${message}`,
});

function sentence(issue: Issue): string {
  const isAbsent = issue.input === undefined && /^invalid_(?:type|union|value)$/.test(issue.code);
  if (isAbsent) return "is required.";
  if (issue.code === "invalid_type" && /^Invalid input/.test(issue.message))
    return `must be ${WANTED[issue.expected] ?? `a ${issue.expected}`}.`;
  const options = optionsOf(issue);
  if (options.length > 0) {
    const meant = nearestName(writtenIn(issue), options);
    const remedy = meant === null ? "" : ` Did you mean ${meant}?`;
    return `must be one of ${options.join(", ")}.${remedy}`;
  }
  const { message } = issue;
  const isOwn = /^(?:must|needs|is|has|names)\b/.test(message);
  return isOwn ? message : `is not as it must be: ${message}${/[.!?]$/.test(message) ? "" : "."}`;
}

const WANTED: Readonly<Record<string, string>> = {
  string: "text. Put it in quotation marks",
  record: "a mapping",
  object: "a mapping",
  array: "a list",
  int: "a whole number",
  boolean: "true or false",
};

/** What stands where one of several words must. Of a union the words stand inside the value. */
function writtenIn({ input, path }: Issue): string {
  const step = path.at(-1);
  const isOuter = typeof input === "object" && input !== null && step !== undefined;
  return String(isOuter ? Reflect.get(input, step) : input);
}

function optionsOf(issue: Issue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  const options: unknown = Reflect.get(issue, "options");
  return Array.isArray(options) ? options.map(String) : [];
}
