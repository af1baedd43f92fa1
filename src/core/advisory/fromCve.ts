import type { Severity, VersionRange } from "./advisory.ts";
import { inCveTerms, type ReadFacts, sortedSeverity, withImpliedFixes } from "./facts.ts";
import { readAs } from "./standards/check.ts";
import { type CveDocument, cveSchema } from "./standards/cve.ts";
import type { Standing, Statement } from "./statement.ts";

type Affected = CveDocument["containers"]["cna"]["affected"][number];
type Version = Affected["versions"][number];
type Metric = NonNullable<CveDocument["containers"]["cna"]["metrics"]>[number];

/** The facts of a CVE record that `toCve` wrote, in CVE's terms (see `inCveTerms`). */
export function fromCve(input: unknown): ReadFacts {
  const read = readAs("cve", cveSchema, input);
  if (!read.ok) return read;
  const { cveMetadata, containers } = read.document;
  const { affected, metrics, datePublic, providerMetadata, source } = containers.cna;
  return {
    ok: true,
    facts: inCveTerms({
      id: source.advisory,
      version: source.version,
      cve: cveMetadata.cveId,
      released: Date.parse(datePublic),
      current: Date.parse(providerMetadata.dateUpdated),
      withdrawn: null,
      severity: sortedSeverity((metrics ?? []).map(readMetric)),
      statements: withImpliedFixes(affected.flatMap(readAffected)),
    }),
  };
}

function readMetric(metric: Metric): Severity {
  const one = "cvssV4_0" in metric ? metric.cvssV4_0 : metric.cvssV3_1;
  return { version: one.version, vector: one.vectorString, score: one.baseScore };
}

const STANDING: Record<Version["status"], Standing> = {
  affected: "affected",
  unaffected: "not_affected",
  unknown: "under_investigation",
};

const readAffected = ({ packageURL, versions }: Affected): Statement[] =>
  versions.map((one) => ({
    purl: packageURL,
    standing: STANDING[one.status],
    range: "versionType" in one ? readRange(one) : null,
    version: "versionType" in one ? null : one.version,
  }));

function readRange(one: Extract<Version, { versionType: string }>): VersionRange {
  const { version, versionType } = one;
  const isOwn = versionType === "semver" || versionType === "git";
  return {
    type: isOwn ? versionType : "ecosystem",
    introduced: version === "0" ? null : version,
    fixed: "lessThan" in one && one.lessThan !== "*" ? one.lessThan : null,
    lastAffected: "lessThanOrEqual" in one ? one.lessThanOrEqual : null,
  };
}
