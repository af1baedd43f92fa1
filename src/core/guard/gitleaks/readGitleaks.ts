import { parse, TomlError } from "smol-toml";
import type { Problem } from "../../problem.ts";
import type { Allowance, Pack, PackRule, PatternDetector } from "../pack.ts";
import { findAnchors } from "../regex/anchors.ts";
import { parsePattern } from "../regex/parse.ts";
import type { Citation } from "../verdict.ts";
import { readFilter } from "./readFilter.ts";
import { isTable, numberIn, type Table, tablesIn, textIn, textsIn } from "./table.ts";

/** A pack read from gitleaks' TOML, and the rules of it that could not be taken over, each with the reason. */
export type GitleaksPack = {
  readonly pack: Pack;
  readonly refused: readonly Problem[];
  /** Of each rule of the pack, its number in the file. */
  readonly numbers: readonly number[];
};

/** "Access to source code, configuration and secrets": what scanners of this format are run for. */
const SECRETS: Citation = {
  standard: "NIST SP 800-53 Rev. 5",
  clause: "IA-5(7) No Embedded Unencrypted Static Authenticators",
  url: "https://doi.org/10.6028/NIST.SP.800-53r5",
};

const TARGETS: ReadonlyMap<string, Allowance["target"]> = new Map([
  ["", "found"],
  ["secret", "found"],
  ["match", "match"],
  ["line", "line"],
]);
/** Conditions, and whether they ask for all that the allowance names. */
const CONDITIONS: ReadonlyMap<string, boolean> = new Map([
  ["", false],
  ["OR", false],
  ["||", false],
  ["AND", true],
  ["&&", true],
]);

/** The value of a word that is one of a few. Throws for another: what it would let go nobody knows. */
function meant<T>(table: Table, key: string, words: ReadonlyMap<string, T>): T {
  const word = textIn(table, key) ?? "";
  const value = words.get(key === "condition" ? word.toUpperCase() : word);
  if (value !== undefined) return value;
  throw new Error(
    `has an allowance whose ${key} is "${word.slice(0, 60)}", which gitleaks has not`,
  );
}

/** Allowances by path or commit say nothing about a message: it has neither. */
function readAllowance(table: Table): Allowance[] {
  const patterns = textsIn(table, "regexes");
  const stopwords = textsIn(table, "stopwords").map((word) => word.toLowerCase());
  const needsAll = meant(table, "condition", CONDITIONS);
  const target = meant(table, "regexTarget", TARGETS);
  const asksForMore = textsIn(table, "paths").length + textsIn(table, "commits").length > 0;
  if (patterns.length + stopwords.length === 0 || (needsAll && asksForMore)) return [];
  return [{ target, patterns, stopwords, needs: needsAll ? "all" : "any" }];
}

const allowlistsIn = (table: Table): Table[] => [
  ...tablesIn(table, "allowlists"),
  ...tablesIn(table, "allowlist"),
];

/** The file's own allowances, of which some are for the rules that they name alone. */
const sharedFor = (root: Table, id: string): Allowance[] =>
  allowlistsIn(root).flatMap((table) => {
    const rules = textsIn(table, "targetRules");
    return rules.length === 0 || rules.includes(id) ? readAllowance(table) : [];
  });

/** gitleaks asks a generic secret for a digit in code, not in its configuration. */
const NEEDS_DIGIT: Allowance = { target: "found", patterns: ["^[^0-9]+$"], stopwords: [] };

/** Keywords are what makes the pattern run at all; where the pattern shows none itself, they must stand before it. */
const anchorsOf = (pattern: string, keywords: readonly string[]) =>
  findAnchors(parsePattern(pattern).node) ? {} : { anchors: keywords };

function detectorOf(
  id: string,
  table: Table,
  pattern: string,
  allow: Allowance[],
): PatternDetector {
  const entropy = numberIn(table, "entropy");
  const group = numberIn(table, "secretGroup");
  return {
    kind: "pattern",
    pattern,
    ...(group === undefined || group === 0 ? {} : { group }),
    ...(entropy === undefined || entropy === 0 ? {} : { entropy }),
    ...anchorsOf(pattern, textsIn(table, "keywords")),
    allow: id.startsWith("generic") ? [...allow, NEEDS_DIGIT] : allow,
  };
}

const refusalOf = (table: Table): string | undefined => {
  if (table.regex !== undefined && textIn(table, "regex") === undefined)
    return "has a regex that is no text";
  if (table.regex === undefined)
    return table.path === undefined
      ? "has neither regex nor path"
      : "looks at file names only, and a message has none";
  if (tablesIn(table, "required").length > 0)
    return "speaks only when another rule finds something near by";
  if (table.skipReport === true) return "is only a part of other rules, never reported by itself";
  return undefined;
};

function readRule(
  packId: string,
  table: Table,
  root: Table,
  citation: Citation,
): PackRule | string {
  const id = textIn(table, "id") ?? "";
  const reason = refusalOf(table);
  if (reason !== undefined) return reason;
  const filter = readFilter(textIn(table, "filter") ?? "");
  if (typeof filter === "string") return filter;
  const global = readFilter(textIn(root, "filter") ?? "");
  const allow = [
    ...allowlistsIn(table).flatMap(readAllowance),
    ...filter.allow,
    ...sharedFor(root, id),
    ...(typeof global === "string" ? [] : global.allow),
  ];
  const detector = detectorOf(id, table, textIn(table, "regex") ?? "", allow);
  return {
    id: `${packId}/${id}`,
    type: `secret.${id}`,
    citation,
    action: "rewrite",
    replacement: "[SECRET]",
    detector: filter.entropy === undefined ? detector : { ...detector, entropy: filter.entropy },
    message: textIn(table, "description") ?? `Looks like a secret: ${id}.`,
    examples: [],
    counterExamples: [],
  };
}

function takeRule(read: () => PackRule | string): PackRule | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

const EXTENDS: Problem = {
  rule: "guard/gitleaks",
  pointer: "/extend",
  message:
    "[extend]: the rules of other files are not read with this one. Name each file as a pack of its own.",
};

/**
 * Reads gitleaks' TOML (https://github.com/gitleaks/gitleaks#configuration), and betterleaks' as far as it is the same.
 * What is done with the rules is gitleaks' work, with these differences: keywords must stand in the match or before it, not
 * anywhere in the file; conditions on paths and commits are not asked; a match is cut after `LONGEST_SPAN`.
 */
export function readGitleaks(
  text: string,
  {
    id,
    version,
    citation = SECRETS,
  }: { readonly id: string; readonly version: string; readonly citation?: Citation },
): GitleaksPack {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const refused = [
      { rule: "guard/toml", pointer: `/line/${error.line}`, message: error.message },
    ];
    return { pack: { id, version, rules: [] }, refused, numbers: [] };
  }
  const root: Table = isTable(document) ? document : {};
  const rules: PackRule[] = [];
  const numbers: number[] = [];
  const refused: Problem[] = isTable(root.extend) ? [EXTENDS] : [];
  tablesIn(root, "rules").forEach((table, index) => {
    const rule = takeRule(() => readRule(id, table, root, citation));
    if (typeof rule !== "string") {
      rules.push(rule);
      numbers.push(index);
    } else {
      const name = textIn(table, "id") ?? `number ${index + 1}`;
      refused.push({
        rule: "guard/gitleaks",
        pointer: `/rules/${index}`,
        message: `${name}: ${rule}.`,
      });
    }
  });
  const title = textIn(root, "title");
  return {
    pack: { id, version, ...(title === undefined ? {} : { title }), rules },
    refused,
    numbers,
  };
}
