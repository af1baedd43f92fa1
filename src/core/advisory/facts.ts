import type { Advisory, Severity } from "./advisory.ts";
import { readStatements, type Statement } from "./statement.ts";

/** What every rendering of one version must agree on. Moments are epoch milliseconds. */
export type Facts = {
  readonly id: string;
  readonly version: number;
  readonly cve: string | null;
  readonly released: number;
  readonly current: number;
  readonly withdrawn: number | null;
  readonly severity: readonly Severity[];
  readonly statements: readonly Statement[];
};

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const bare = ({ purl, standing, range, version }: Statement): Statement => ({
  purl,
  standing,
  range: range && {
    type: range.type,
    introduced: range.introduced,
    fixed: range.fixed,
    lastAffected: range.lastAffected,
  },
  version,
});

/** Order and repetition carry no meaning: sorted, each once. */
export const sortedStatements = (statements: readonly Statement[]): Statement[] =>
  [...new Map(statements.map(bare).map((one) => [JSON.stringify(one), one]))]
    .sort(([a], [b]) => byText(a, b))
    .map(([, one]) => one);

export const sortedSeverity = (severity: readonly Severity[]): Severity[] =>
  severity
    .map(({ version, vector, score }) => ({ version, vector, score }))
    .sort((a, b) => byText(a.version, b.version));

export const factsOf = (advisory: Advisory): Facts => ({
  id: advisory.id,
  version: advisory.version,
  cve: advisory.cveId?.id ?? null,
  released: Date.parse(advisory.dates.released),
  current: Date.parse(advisory.dates.current),
  withdrawn: advisory.withdrawn && Date.parse(advisory.withdrawn.at),
  severity: sortedSeverity(advisory.severity),
  statements: sortedStatements(readStatements(advisory)),
});
