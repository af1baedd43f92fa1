import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  Parser,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { stepsOf } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { cutText } from "./cutText.ts";
import { MOST_PROBLEMS } from "./faults.ts";
import type { ParsedDocument } from "./json.ts";
import { type Limits, sizeText } from "./limits.ts";
import { linesAt, placeAt, placePointer } from "./place.ts";
import { findValueFaults, isSoundTree } from "./valueFaults.ts";

const MOST_ALIASES = 100;
const INSIDE_ITSELF =
  "the alias stands inside of what it names, which would have no end. Write the value out.";
/** Of the syntax errors of one document the first says what is wrong; the rest mostly follow from it. */
const MOST_SYNTAX_ERRORS = 10;

/**
 * YAML 1.2 with the core schema and nothing that a report needs not: one document, no tags, no duplicate keys, plain keys,
 * few aliases (an anchor inside an anchor inside an anchor is a bomb). Its values pass the same checks as JSON's.
 */
export function parseYaml(text: string, limits: Limits): ParsedDocument {
  if (text.length > limits.yamlBytes) {
    const message = `YAML is read up to ${sizeText(limits.yamlBytes)}. Send the same document as JSON, which may be larger.`;
    return { ok: false, problems: [{ rule: "yaml/too-large", pointer: "", message }] };
  }
  const tokens = [...new Parser().parse(text)];
  const tooDeep = tokens.map((token) => tooDeepAt(token, limits.depth)).find((at) => at !== null);
  if (tooDeep !== undefined && tooDeep !== null)
    return refused(
      text,
      tooDeep,
      "depth",
      `lists and maps stand more than ${limits.depth} deep in one another. Flatten the document.`,
    );
  const documents = [
    ...new Composer({
      uniqueKeys: false,
      schema: "core",
      version: "1.2",
      prettyErrors: false,
      strict: true,
    }).compose(tokens),
  ];
  const [document] = documents;
  if (document === undefined)
    return refused(
      text,
      0,
      "syntax",
      "the file holds no document. Send the file that holds the finding.",
    );
  const second = documents[1];
  if (second !== undefined)
    return refused(
      text,
      second.range[0],
      "documents",
      "a second document begins. One file holds one document.",
    );
  return readDocument(text, document, limits);
}

function refused(text: string, offset: number, rule: string, message: string): ParsedDocument {
  return { ok: false, problems: [problemAt(text, offset, rule, message)] };
}

function problemAt(text: string, offset: number, rule: string, message: string): Problem {
  const place = placeAt(text, Math.min(offset, text.length));
  return {
    rule: `yaml/${rule}`,
    pointer: placePointer(place),
    message: `Line ${place.line}, column ${place.column}: ${message}`,
  };
}

type Container = { readonly token: CST.Token; readonly depth: number };

/** The offset where containers stand too deep in one another, found without recursion. */
function tooDeepAt(token: CST.Token, most: number): number | null {
  const open: Container[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > most) return next.token.offset;
    for (const inner of innerTokens(next.token)) open.push({ token: inner, depth: next.depth + 1 });
  }
  return null;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => inner != null));
}

function readDocument(text: string, document: Document.Parsed, limits: Limits): ParsedDocument {
  const problems = document.errors
    .slice(0, MOST_SYNTAX_ERRORS)
    .map(({ pos, message }) =>
      problemAt(
        text,
        pos[0],
        "syntax",
        `${message.split("\n")[0]}. Correct the line, or send the document as JSON.`,
      ),
    );
  if (problems.length === 0) problems.push(...findNodeFaults(text, document));
  if (problems.length > 0) return { ok: false, problems };
  const value = toValue(document);
  if (value === undefined)
    return refused(text, 0, "aliases", "the aliases multiply one another. Write the values out.");
  const watch = { textLength: limits.textLength, escapes: true };
  if (!isSoundTree(value, watch).ok)
    return { ok: false, problems: findValueFaults(value, watch, "yaml") };
  return {
    ok: true,
    parsed: { value, linesOf: (pointers) => linesOf(text, document, pointers) },
  };
}

function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch {
    return undefined;
  }
}

function findNodeFaults(text: string, document: Document.Parsed): Problem[] {
  const problems: Problem[] = [];
  let aliases = 0;
  const add: Note = (offset, rule, message) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problemAt(text, offset, rule, message));
  };
  visit(document, (_, node, path) => {
    if (isAlias(node)) {
      aliases += 1;
      const isInItself = path.some(
        (around) => isCollection(around) && around.anchor === node.source,
      );
      if (isInItself) add(node.range?.[0] ?? 0, "aliases", INSIDE_ITSELF);
    }
    if (isScalar(node) || isCollection(node)) judgeNode(node, add);
    return aliases > MOST_ALIASES ? visit.BREAK : undefined;
  });
  if (aliases > MOST_ALIASES)
    add(0, "aliases", `more than ${MOST_ALIASES} aliases are used. Write the values out.`);
  return problems;
}

type Note = (offset: number, rule: string, message: string) => void;

function judgeNode(node: Scalar | YAMLMap | YAMLSeq, note: Note): void {
  if (node.tag !== undefined)
    note(node.range?.[0] ?? 0, "tag", `the tag ${cutText(node.tag, 60)} is not read. Take it out.`);
  if (isScalar(node)) keepSpelling(node);
  if (isMap(node))
    for (const [offset, message] of keyFaults(node)) note(offset, "duplicate-key", message);
}

/** A version that is written 1.10 is no number: OSV has none, so what looks like one stays as it is spelt. */
function keepSpelling(scalar: Scalar): void {
  if (typeof scalar.value === "number" && Number.isFinite(scalar.value))
    scalar.value = scalar.source ?? String(scalar.value);
}

function* keyFaults(map: YAMLMap<unknown, unknown>): Generator<[number, string]> {
  const seen = new Set<string>();
  for (const { key } of map.items.filter(isPair)) {
    const offset = (isNode(key) ? key.range?.[0] : undefined) ?? 0;
    const name = isScalar(key) ? String(key.value) : null;
    if (name === null) yield [offset, "a key is not plain text. Write a plain key."];
    else if (seen.has(name))
      yield [offset, `the key "${cutText(name, 100)}" stands twice in one map. Keep one.`];
    else seen.add(name);
  }
}

function linesOf(
  text: string,
  document: Document.Parsed,
  pointers: readonly string[],
): Map<string, number> {
  const offsets = pointers.map((pointer) => {
    const node = document.getIn(stepsOf(pointer), true);
    return [pointer, isNode(node) ? (node.range?.[0] ?? null) : null] as const;
  });
  const lines = linesAt(
    text,
    offsets.flatMap(([, offset]) => offset ?? []),
  );
  return new Map(
    offsets.flatMap(([pointer, offset]) =>
      offset === null ? [] : [[pointer, lines.get(offset) ?? 1]],
    ),
  );
}
