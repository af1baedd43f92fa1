import type { Finding } from "../clearinghouse/finding.ts";
import { cutText } from "./cutText.ts";

/** A finding of which nothing is known but its title and place: what a format does not say stays unknown. */
export const blankFinding = (title: string, pointer: string): Finding => ({
  title: shortTitle(title),
  component: null,
  alsoAffects: [],
  version: null,
  commit: null,
  weakness: null,
  description: "",
  locations: [],
  trace: null,
  signature: null,
  reproducer: { kind: "unknown" },
  expected: null,
  actual: null,
  boundary: null,
  severity: [],
  foundBy: { party: null, model: null, modelVersion: null, harness: null },
  humanCheck: null,
  duplicateSearch: null,
  aliases: [],
  pointer,
});

export const LONGEST_TITLE = 300;

/** The first line, at most 300 characters, never half a character. */
export function shortTitle(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0]?.trim() ?? "";
  if (line.length <= LONGEST_TITLE) return line || "Untitled finding";
  return `${cutText(line, LONGEST_TITLE - 1)}…`;
}

/** CVSS vectors among the texts, once each, as written. */
export function vectorsIn(texts: Iterable<string | null>): string[] {
  const vectors = new Set<string>();
  for (const text of texts) if (text !== null && VECTOR.test(text)) vectors.add(text.trim());
  return [...vectors];
}

const VECTOR = /^\s*(?:CVSS:[34]\.\d\/\S{5,300}|\(?AV:[NAL]\/AC:[HML]\/Au:[NSM]\/\S{5,100}\)?)\s*$/;

/** The longest of each kind of text that a foreign format may bring; what is longer is cut, the report keeps the whole. */
const LONGEST = { description: 100_000, name: 1_000, id: 200 };
const MOST = { aliases: 50, others: 500, locations: 100, vectors: 10 };

const cutName = (text: string | null): string | null =>
  text === null ? null : cutText(text, LONGEST.name);

/** A finding of a foreign format, cut to what a case can carry. */
export const withinBounds = (finding: Finding): Finding => ({
  ...finding,
  alsoAffects: finding.alsoAffects.slice(0, MOST.others),
  version: cutName(finding.version),
  commit: cutName(finding.commit),
  description: cutText(finding.description, LONGEST.description),
  locations: finding.locations.slice(0, MOST.locations).map(({ file, line, function: name }) => ({
    file: cutName(file),
    line,
    function: cutName(name),
  })),
  severity: finding.severity.slice(0, MOST.vectors),
  foundBy: {
    party: cutName(finding.foundBy.party),
    model: cutName(finding.foundBy.model),
    modelVersion: cutName(finding.foundBy.modelVersion),
    harness: cutName(finding.foundBy.harness),
  },
  aliases: finding.aliases.slice(0, MOST.aliases).map((alias) => cutText(alias, LONGEST.id)),
});
