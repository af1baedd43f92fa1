import type { Problem } from "../../../problem.ts";
import { readCoreScalar } from "../../assert/coreScalar.ts";
import { isFields } from "../../assert/reading.ts";
import { parseEvaluationYaml } from "../../assert/yaml.ts";
import { type Losses, lose } from "../foreignText.ts";

/** A file that a suite names, with its path as it was found. */
export type SuiteFile = { readonly path: string; readonly text: string };
/** By the name in the suite, which may be a pattern: files, or why there are none. */
export type SuiteFiles = ReadonlyMap<string, readonly SuiteFile[] | string>;

/** A suite while it is read. Files that it names and that nobody looked for yet are `wanted`: it is read again when they are there. */
export type Reading = {
  readonly files: SuiteFiles;
  readonly wanted: Set<string>;
  readonly problems: Problem[];
  readonly notes: string[];
  /** What is said of tests, and of which. */
  readonly ofTests: Map<string, string[]>;
  readonly losses: Losses;
};

export const beginReading = (files: SuiteFiles): Reading => ({
  files,
  wanted: new Set(),
  problems: [],
  notes: [],
  ofTests: new Map(),
  losses: new Map(),
});

export function fault({ problems }: Reading, pointer: string, message: string): void {
  const own = { rule: "promptfoo/shape", pointer, message: `${pointer || "The file"}: ${message}` };
  problems.push(own);
}

const PROGRAM = /\.(?:js|cjs|mjs|ts|cts|mts|py|rb|go|sh|bash|pl|exe)(?::[\w.]+)?$/i;
export const isProgram = (name: string): boolean => PROGRAM.test(name);
export const withoutScheme = (name: string): string => name.replace(/^file:\/\//, "");

/** Files behind a name in the suite; none, for now or with a fault, where there are none. */
export function findFiles(name: string, pointer: string, reading: Reading): readonly SuiteFile[] {
  const own = withoutScheme(name);
  const found = reading.files.get(own);
  if (found === undefined) reading.wanted.add(own);
  else if (typeof found === "string") fault(reading, pointer, `names ${own}, ${found}`);
  else return found;
  return [];
}

/** What a file of JSON or YAML holds; null, with a fault, where it holds neither. */
export function parseFile({ path, text }: SuiteFile, pointer: string, reading: Reading): unknown {
  const own = text.replace(/^\ufeff/, "");
  if (/\.json$/i.test(path)) {
    try {
      return JSON.parse(own) as unknown;
    } catch (error) {
      fault(
        reading,
        pointer,
        `${path} is no JSON: ${error instanceof Error ? error.message : error}.`,
      );
      return null;
    }
  }
  const read = parseEvaluationYaml(own, readCoreScalar);
  if (read.ok) return read.value;
  for (const { message } of read.problems) fault(reading, pointer, `${path}: ${message}`);
  return null;
}

/** Keys that have no place here are told once each, with how often they stand there. */
export function loseKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  where: string,
  reading: Reading,
): void {
  for (const [key, held] of Object.entries(value))
    if (!known.includes(key) && held !== undefined && held !== null)
      lose(reading.losses, `The key ${key} ${where}, which has no place here`);
}

type Walk = { readonly pointer: string; readonly refs: number; readonly left: { nodes: number } };
const MOST_REFERENCES = 10;
/** Of a suite with its references in place. */
const MOST_NODES = 500_000;

/** `$ref: "#/…"` as what stands there; one that leads nowhere or into itself is a fault. */
export function resolveReferences(
  value: unknown,
  root: unknown,
  reading: Reading,
  walk: Walk = { pointer: "", refs: 0, left: { nodes: MOST_NODES } },
): unknown {
  const { pointer, refs, left } = walk;
  left.nodes -= 1;
  if (refs > MOST_REFERENCES || left.nodes < 0) {
    if (left.nodes >= -1) fault(reading, pointer, "leads into itself by its $ref, or to too much.");
    left.nodes = Math.min(left.nodes, -1);
    return null;
  }
  const into = (own: unknown, step: string | number, more = 0): unknown =>
    resolveReferences(own, root, reading, {
      pointer: `${pointer}/${step}`,
      refs: refs + more,
      left,
    });
  if (Array.isArray(value)) return value.map((own: unknown, at) => into(own, at));
  if (!isFields(value)) return value;
  const { $ref: ref } = value;
  if (typeof ref !== "string" || pointer.endsWith("/properties"))
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, into(own, key)]));
  const held = ref.startsWith("#/") ? at(root, ref.slice(2).split("/")) : undefined;
  if (held !== undefined) return into(held, "$ref", 1);
  // A JSON Schema in an assertion has references of its own.
  if (pointer.includes("/value")) return value;
  fault(reading, `${pointer}/$ref`, `names ${ref}, which is not in this file. Write it out here.`);
  return null;
}

const at = (root: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>(
    (held, step) => (isFields(held) && Object.hasOwn(held, step) ? held[step] : undefined),
    root,
  );
