import type { VersionRange } from "./advisory.ts";
import { type Facts, sortedSeverity, sortedStatements } from "./facts.ts";
import { readRangePhrase, STANDING_NAMES } from "./phrase.ts";
import { readSeverityLine } from "./severityLine.ts";
import type { Standing, Statement } from "./statement.ts";

/** What Markdown and text renderings hold, as found: a head of names and values, and a row per statement. */
export type PlainFacts = {
  id: string;
  head: string[][];
  rows: {
    readonly purl: string;
    readonly standing: string;
    readonly versions: string;
    /** semver, ecosystem or git for a range; empty for a single version. */
    readonly order: string;
  }[];
};

const STANDINGS = new Map<string, Standing>(
  Object.entries(STANDING_NAMES).map(([standing, name]) => [name, standing as Standing]),
);
const ORDERS = new Set<string>(["semver", "ecosystem", "git"]);
const isOrder = (text: string): text is VersionRange["type"] => ORDERS.has(text);

export function readPlainFacts({ id, head, rows }: PlainFacts): Facts | undefined {
  const value = (name: string) => head.find(([key]) => key === name)?.[1];
  const released = value("Released");
  const current = value("Updated");
  if (id === "" || released === undefined || current === undefined) return undefined;
  const withdrawn = value("Withdrawn");
  return {
    id,
    version: Number(value("Version")),
    cve: value("CVE") ?? null,
    released: Date.parse(released),
    current: Date.parse(current),
    withdrawn: withdrawn === undefined ? null : Date.parse(withdrawn),
    severity: sortedSeverity(
      head.flatMap(([key, line]) =>
        key === "Severity" ? (readSeverityLine(line ?? "") ?? []) : [],
      ),
    ),
    statements: sortedStatements(rows.flatMap(readRow)),
  };
}

function readRow({ purl, standing, versions, order }: PlainFacts["rows"][number]): Statement[] {
  const known = STANDINGS.get(standing);
  if (known === undefined) return [];
  if (!isOrder(order)) return [{ purl, standing: known, range: null, version: versions }];
  const range = readRangePhrase(versions, order);
  return range === undefined ? [] : [{ purl, standing: known, range, version: null }];
}
