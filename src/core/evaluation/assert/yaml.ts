import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Scalar,
  visit,
} from "yaml";
import type { Problem } from "../../problem.ts";
import { toFields } from "./orderedFields.ts";
import { readPlainScalar } from "./plainScalar.ts";

export type ParsedYaml =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Larger files than this are no configuration. Characters. */
const MOST_LENGTH = 1_000_000;
const MOST_ALIASES = 100;
const MOST_DEPTH = 60;
const MOST_FAULTS = 10;

/** What a plain scalar means. */
export type ReadPlain = (text: string) => string | number | boolean | null;

const TOO_DEEP = `Lists and maps stand over ${MOST_DEPTH} deep in one another.`;

/**
 * One YAML document as PyYAML's safe loader reads it (or with plain scalars that mean something else), with merge keys and anchors, but with no tags, no key twice in one map, and nothing
 * that holds itself. Every fault has its line: pointers are `/line/N`.
 */
export function parseEvaluationYaml(
  text: string,
  readPlain: ReadPlain = readPlainScalar,
): ParsedYaml {
  if (text.length > MOST_LENGTH)
    return refused(1, "too-large", `The file has over ${MOST_LENGTH} characters.`);
  const lines = new LineCounter();
  const documents = compose(text, lines);
  if (documents === null) return refused(1, "depth", TOO_DEEP);
  const [document, second] = documents;

  const lineOf = (offset: number | undefined): number => lines.linePos(offset ?? 0).line || 1;
  if (document === undefined || document.contents === null)
    return refused(1, "empty", "The file holds nothing. Write a mapping.");
  if (second !== undefined)
    return refused(
      lineOf(second.range?.[0]),
      "documents",
      "A second document begins. One file holds one.",
    );
  const problems = document.errors
    .slice(0, MOST_FAULTS)
    .map(({ pos, message }) => problemAt(lineOf(pos[0]), "syntax", `${message.split("\n")[0]}.`));
  if (problems.length === 0) problems.push(...readScalars(document, lineOf, readPlain));
  return problems.length > 0 ? { ok: false, problems } : toValue(document);
}

/** Null where it stands so deep in itself that it cannot be read. */
function compose(text: string, lines: LineCounter): Document.Parsed[] | null {
  try {
    const documents = parseAllDocuments(text, {
      schema: "failsafe",
      version: "1.1",
      merge: true,
      uniqueKeys: true,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: "silent",
    });
    const read = Array.isArray(documents) ? documents : [];
    const tooDeep = read.some(({ errors }) =>
      errors.some(({ message }) => /call stack/.test(message)),
    );
    return tooDeep ? null : read;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const problemAt = (line: number, rule: string, message: string): Problem => ({
  rule: `yaml/${rule}`,
  pointer: `/line/${line}`,
  message: `Line ${line}: ${message}`,
});

const refused = (line: number, rule: string, message: string): ParsedYaml => ({
  ok: false,
  problems: [problemAt(line, rule, message)],
});

type LineOf = (offset: number | undefined) => number;

/** Gives plain scalars their meaning, and finds what cannot stand in such a file. */
function readScalars(document: Document.Parsed, lineOf: LineOf, readPlain: ReadPlain): Problem[] {
  const problems: Problem[] = [];
  let aliases = 0;
  visit(document, (key, node, path) => {
    if (isAlias(node)) aliases += 1;
    const found = aliases > MOST_ALIASES ? TOO_MANY : faultOf(node, path, document);
    if (found !== null) {
      const offset = isNode(node) ? node.range?.[0] : undefined;
      problems.push(problemAt(lineOf(offset), found.rule, found.message));
    }
    if (isScalar(node)) readScalar(node, key === "key", readPlain);
    return problems.length < MOST_FAULTS && aliases <= MOST_ALIASES ? undefined : visit.BREAK;
  });
  return problems;
}

type Fault = { readonly rule: string; readonly message: string };
const TOO_MANY: Fault = {
  rule: "aliases",
  message: `More than ${MOST_ALIASES} aliases are used. Write the values out.`,
};

function faultOf(node: unknown, path: readonly unknown[], document: Document): Fault | null {
  if (path.filter(isCollection).length > MOST_DEPTH) return { rule: "depth", message: TOO_DEEP };
  if (isAlias(node)) return aliasFault(node, path, document);
  if ((isScalar(node) || isCollection(node)) && node.tag !== undefined)
    return { rule: "tag", message: `The tag ${node.tag} is not read. Take it out.` };
  const isOdd = isMap(node) && node.items.some((item) => isPair(item) && !isScalar(item.key));
  return isOdd ? { rule: "key", message: "A key is no plain text. Write a plain one." } : null;
}

function aliasFault(alias: Alias, path: readonly unknown[], document: Document): Fault | null {
  const target = alias.resolve(document);
  if (target === undefined)
    return { rule: "alias", message: `*${alias.source} has no anchor before it.` };
  return path.includes(target)
    ? { rule: "cycle", message: `*${alias.source} stands within what it names.` }
    : null;
}

/** Of keys only whole numbers mean anything but themselves: they are the grades of a scale. */
function readScalar(scalar: Scalar, isKey: boolean, readPlain: ReadPlain): void {
  if (scalar.type !== "PLAIN" || typeof scalar.value !== "string") return;
  const read = readPlain(scalar.value);
  if (!isKey || Number.isInteger(read)) scalar.value = read;
}

function toValue(document: Document.Parsed): ParsedYaml {
  try {
    const read: unknown = document.toJS({ maxAliasCount: MOST_ALIASES, mapAsMap: true });
    return { ok: true, value: toFields(read) };
  } catch {
    return refused(1, "aliases", "The aliases multiply one another. Write the values out.");
  }
}
