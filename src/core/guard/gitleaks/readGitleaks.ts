import { parse, TomlError } from "smol-toml";
import type { Problem } from "../../problem.ts";
import type { Allowance, Pack, PackRule, PatternDetector } from "../pack.ts";
import { findAnchors } from "../regex/anchors.ts";
import { parsePattern } from "../regex/parse.ts";
import type { Citation } from "../verdict.ts";
import { readFilter } from "./readFilter.ts";
import { isTable, numberIn, type Table, tablesIn, textIn, textsIn } from "./table.ts";

/** A pack read from gitleaks' TOML, and the rules of it that could not be taken over, each with the reason. */
export type GitleaksPack = { readonly pack: Pack; readonly refused: readonly Problem[] };

/** "Access to source code, configuration and secrets": what scanners of this format are run for. */
const SECRETS: Citation = {
  standard: "NIST SP 800-53 Rev. 5",
  clause: "IA-5(7) No Embedded Unencrypted Static Authenticators",
  url: "https://doi.org/10.6028/NIST.SP.800-53r5",
};

const TARGETS: Record<string, Allowance["target"]> = { match: "match", line: "line" };

/** Allowances by path or commit say nothing about a message: it has neither. */
function readAllowance(table: Table): Allowance[] {
  const patterns = textsIn(table, "regexes");
  const stopwords = textsIn(table, "stopwords").map((word) => word.toLowerCase());
  const needsAll = textIn(table, "condition")?.toUpperCase() === "AND";
  const asksForMore = textsIn(table, "paths").length + textsIn(table, "commits").length > 0;
  if (patterns.length + stopwords.length === 0 || (needsAll && asksForMore)) return [];
  const target = TARGETS[textIn(table, "regexTarget") ?? ""] ?? "found";
  return [{ target, patterns, stopwords, needs: needsAll ? "all" : "any" }];
}

const allowancesOf = (table: Table): Allowance[] =>
  [...tablesIn(table, "allowlists"), ...tablesIn(table, "allowlist")].flatMap(readAllowance);

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
  if (textIn(table, "regex") === undefined)
    return "looks at file names only, and a message has none";
  if (tablesIn(table, "required").length > 0)
    return "speaks only when another rule finds something near by";
  if (table.skipReport === true) return "is only a part of other rules, never reported by itself";
  return undefined;
};

function readRule(
  packId: string,
  table: Table,
  shared: readonly Allowance[],
  citation: Citation,
): PackRule | string {
  const id = textIn(table, "id") ?? "";
  const reason = refusalOf(table);
  if (reason !== undefined) return reason;
  const filter = readFilter(textIn(table, "filter") ?? "");
  if (typeof filter === "string") return filter;
  const allow = [...allowancesOf(table), ...filter.allow, ...shared];
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
    return { pack: { id, version, rules: [] }, refused };
  }
  const root: Table = isTable(document) ? document : {};
  const global = readFilter(textIn(root, "filter") ?? "");
  const shared = [...allowancesOf(root), ...(typeof global === "string" ? [] : global.allow)];
  const rules: PackRule[] = [];
  const refused: Problem[] = [];
  tablesIn(root, "rules").forEach((table, index) => {
    const rule = takeRule(() => readRule(id, table, shared, citation));
    if (typeof rule !== "string") rules.push(rule);
    else {
      const name = textIn(table, "id") ?? `number ${index + 1}`;
      refused.push({
        rule: "guard/gitleaks",
        pointer: `/rules/${index}`,
        message: `${name}: ${rule}.`,
      });
    }
  });
  const title = textIn(root, "title");
  return { pack: { id, version, ...(title === undefined ? {} : { title }), rules }, refused };
}
