import type { Problem } from "../problem.ts";
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

/** An affected range that ends in a fix says that this version is fixed: formats that give only the range imply it. */
export const withImpliedFixes = (statements: readonly Statement[]): Statement[] =>
  sortedStatements(
    statements.flatMap((one): Statement[] =>
      one.standing === "affected" && one.range !== null && one.range.fixed !== null
        ? [one, { purl: one.purl, standing: "fixed", range: null, version: one.range.fixed }]
        : [one],
    ),
  );

/** CVE has one word, unaffected, for what is fixed and what never was affected; `not_affected` stands for both. */
export const inCveTerms = (facts: Facts): Facts => ({
  ...facts,
  statements: sortedStatements(
    facts.statements.map((one) =>
      one.standing === "fixed" ? { ...one, standing: "not_affected" } : one,
    ),
  ),
});

/** Facts read back, or what is wrong with the document. */
export type ReadFacts =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly problems: readonly Problem[] };

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
