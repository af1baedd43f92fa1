import { parse, TomlError } from "smol-toml";
import type { z } from "zod";
import { parseJson } from "../../formats/json.ts";
import { DEFAULT_LIMITS } from "../../formats/limits.ts";
import { parseYaml } from "../../formats/yaml.ts";
import { stepsOf, toPointer } from "../../jsonPointer.ts";
import type { Problem } from "../../problem.ts";

export type FileFormat = "json" | "yaml" | "toml";

/** A file as read: its value, and the lines on which its values stand. */
export type ReadFile =
  | { readonly ok: true; readonly value: unknown; readonly withLines: WithLines }
  | { readonly ok: false; readonly problems: readonly Problem[] };
/** Says before each problem on which line it is. */
export type WithLines = (problems: readonly Problem[]) => Problem[];

/** By the name's ending, else by how the text begins. */
export function formatOf(text: string, name: string): FileFormat {
  const ending = /\.(json|ya?ml|toml)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined) return ending === "json" || ending === "toml" ? ending : "yaml";
  if (/^\s*\{/.test(text)) return "json";
  return /^\s*\[\[?\w+\]?\]|^\s*\w+\s*=/m.test(text) && !/^\w+:/m.test(text) ? "toml" : "yaml";
}

/** Packs may be larger than reports in YAML. */
const LIMITS = { ...DEFAULT_LIMITS, yamlBytes: 4 * 1024 * 1024 };

const above = (pointer: string): string => toPointer(stepsOf(pointer).slice(0, -1));

/** The line of the value, or of the nearest one around it. */
function lineOf(pointer: string, lines: ReadonlyMap<string, number>): number | undefined {
  const line = lines.get(pointer);
  return line !== undefined || pointer === "" ? line : lineOf(above(pointer), lines);
}

function pathsTo(pointer: string): string[] {
  return pointer === "" ? [""] : [pointer, ...pathsTo(above(pointer))];
}

const linesBy =
  (linesOf: (pointers: readonly string[]) => ReadonlyMap<string, number>): WithLines =>
  (problems) => {
    const lines = linesOf([...new Set(problems.flatMap(({ pointer }) => pathsTo(pointer)))]);
    return problems.map((problem) => {
      const line = lineOf(problem.pointer, lines);
      return line === undefined
        ? problem
        : { ...problem, message: `Line ${line}: ${problem.message}` };
    });
  };

/** Where the tables of `[[rules]]` begin: the only places that TOML's reader does not tell. */
function tomlLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let count = 0;
  text.split("\n").forEach((line, i) => {
    if (!/^\s*\[\[\s*rules\s*\]\]/.test(line)) return;
    lines.set(`/rules/${count}`, i + 1);
    count += 1;
  });
  return lines;
}

/** Of TOML, in units. */
const LONGEST_TOML = 16 * 1024 * 1024;

function readToml(text: string): ReadFile {
  if (text.length > LONGEST_TOML) {
    const message = `TOML is read up to ${LONGEST_TOML / 1024 / 1024} MiB. Split it.`;
    return { ok: false, problems: [{ rule: "toml/too-large", pointer: "", message }] };
  }
  try {
    const value: unknown = parse(text);
    return { ok: true, value, withLines: linesBy(() => tomlLines(text)) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = `Line ${error.line}, column ${error.column}: ${error.message.split("\n")[0]}`;
    const pointer = `/line/${error.line}/column/${error.column}`;
    return { ok: false, problems: [{ rule: "toml/syntax", pointer, message }] };
  }
}

export function readFileText(text: string, format: FileFormat): ReadFile {
  if (format === "toml") return readToml(text);
  const read = format === "json" ? parseJson(text, LIMITS) : parseYaml(text, LIMITS);
  if (!read.ok) return read;
  const { value, linesOf } = read.parsed;
  return { ok: true, value, withLines: linesBy((pointers) => linesOf(pointers)) };
}

/** A file of thousands of unknown names says so of each. */
const LONGEST = 400;
const shortened = (message: string): string =>
  message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;

/** A value as the schema has it, or every fault of it. */
export function readShape<T>(
  name: string,
  schema: z.ZodType<T>,
  value: unknown,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] } {
  const read = schema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  const problems = read.error.issues.map(({ path, message, code }) => ({
    rule: `${name}/${code.replaceAll("_", "-")}`,
    pointer: toPointer(path.map((step) => (typeof step === "symbol" ? String(step) : step))),
    message: shortened(message),
  }));
  return { ok: false, problems };
}
