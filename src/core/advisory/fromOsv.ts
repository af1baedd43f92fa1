import type { Severity, VersionRange } from "./advisory.ts";
import { type ReadFacts, sortedSeverity, withImpliedFixes } from "./facts.ts";
import { baseScore } from "./score.ts";
import { readAs } from "./standards/check.ts";
import { type OsvDocument, osvSchema } from "./standards/osv.ts";
import type { Statement } from "./statement.ts";
import { fromVers } from "./vers.ts";

type Affected = NonNullable<OsvDocument["affected"]>[number];
type OsvRange = NonNullable<Affected["ranges"]>[number];

/** The facts of an OSV entry that `toOsv` wrote. */
export function fromOsv(input: unknown): ReadFacts {
  const read = readAs("osv", osvSchema, input);
  if (!read.ok) return read;
  const { modified, published, withdrawn, aliases, severity, affected, database_specific } =
    read.document;
  const others = database_specific.other_products ?? [];
  return {
    ok: true,
    facts: {
      id: database_specific.advisory,
      version: database_specific.version,
      cve: aliases?.[0] ?? null,
      released: Date.parse(published),
      current: Date.parse(modified),
      withdrawn: withdrawn === undefined ? null : Date.parse(withdrawn),
      severity: sortedSeverity((severity ?? []).map(readSeverity)),
      statements: withImpliedFixes([
        ...(affected ?? []).flatMap(affectedStatements),
        ...others.flatMap(otherStatements),
      ]),
    },
  };
}

function readSeverity({ type, score: vector }: { type: string; score: string }): Severity {
  const version = type === "CVSS_V4" ? "4.0" : "3.1";
  return { version, vector, score: baseScore(version, vector) ?? 0 };
}

function affectedStatements({ ranges, versions, database_specific }: Affected): Statement[] {
  const { purl, fixed_versions } = database_specific;
  const versionsOf = (standing: Statement["standing"], list: readonly string[] = []) =>
    list.map((version) => ({ purl, standing, range: null, version }));
  return [
    ...(ranges ?? []).map((range) => ({
      purl,
      standing: "affected" as const,
      range: readRange(range),
      version: null,
    })),
    ...versionsOf("affected", versions),
    ...versionsOf("fixed", fixed_versions),
  ];
}

const TYPE = { SEMVER: "semver", ECOSYSTEM: "ecosystem", GIT: "git" } as const;

function readRange({ type, events }: OsvRange): VersionRange {
  const bounds: Record<string, string> = Object.assign({}, ...events);
  const introduced = bounds.introduced;
  return {
    type: TYPE[type],
    introduced: introduced === undefined || introduced === "0" ? null : introduced,
    fixed: bounds.fixed ?? null,
    lastAffected: bounds.last_affected ?? null,
  };
}

type Other = NonNullable<OsvDocument["database_specific"]["other_products"]>[number];

const otherStatements = ({
  purl,
  status,
  ranges,
  versions,
  fixed_versions,
}: Other): Statement[] => [
  ...ranges.map((vers) => ({
    purl,
    standing: status,
    range: fromVers(vers) ?? null,
    version: null,
  })),
  ...versions.map((version) => ({ purl, standing: status, range: null, version })),
  ...fixed_versions.map((version) => ({
    purl,
    standing: "fixed" as const,
    range: null,
    version,
  })),
];
