import { osvPackage } from "../purl/ecosystem.ts";
import type { Advisory, Product, VersionRange } from "./advisory.ts";
import { exploitationSentence } from "./phrase.ts";
import { toCommonMark } from "./prose.ts";
import { type Standing, standingOf } from "./statement.ts";
import { toVers } from "./vers.ts";

const OSV_SCHEMA_VERSION = "1.7.4";

/** Our prefix is not one of OSV's registered databases: `x_` marks that. */
const osvId = (id: string): string => `x_${id}`;

/**
 * OSV. It has words for affected versions of packages in its ecosystems and of git repositories; what else the
 * advisory says stands in `database_specific`. https://ossf.github.io/osv-schema/
 */
export function toOsv(advisory: Advisory): unknown {
  const { id, version, dates, cveId, title, withdrawn, severity, credits, tlp } = advisory;
  const affected = advisory.products.flatMap(osvAffected);
  const others = advisory.products.flatMap(otherStatements);
  return {
    schema_version: OSV_SCHEMA_VERSION,
    id: osvId(id),
    modified: dates.current,
    published: dates.released,
    ...(withdrawn === null ? {} : { withdrawn: withdrawn.at }),
    ...(cveId === null ? {} : { aliases: [cveId.id] }),
    summary: withdrawn === null ? title : `${title} (withdrawn: ${withdrawn.reason})`,
    details: osvDetails(advisory),
    ...(severity.length === 0 ? {} : { severity: severity.map(osvSeverity) }),
    ...(affected.length === 0 ? {} : { affected }),
    references: osvReferences(advisory),
    ...(credits.length === 0 ? {} : { credits: credits.map(osvCredit) }),
    database_specific: {
      advisory: id,
      version,
      tlp: `TLP:${tlp}`,
      exploitation: exploitationSentence(advisory.exploitation),
      weaknesses: advisory.weaknesses.map((weakness) => weakness.id),
      ...(others.length === 0 ? {} : { other_products: others }),
    },
  };
}

const osvDetails = ({ summary, details }: Advisory): string =>
  [summary, details]
    .filter((text) => text !== "")
    .map(toCommonMark)
    .join("\n\n");

const osvSeverity = ({ version, vector }: Advisory["severity"][number]) => ({
  type: version === "4.0" ? "CVSS_V4" : "CVSS_V3",
  score: vector,
});

const hasWords = (product: Product, range: VersionRange | null): boolean =>
  product.status === "known_affected" &&
  (range?.type === "git" || osvPackage(product.purl) !== null);

function osvAffected(product: Product) {
  const ranges = product.ranges.filter((range) => hasWords(product, range));
  const versions = hasWords(product, null) ? product.versions : [];
  if (ranges.length + versions.length === 0) return [];
  const named = osvPackage(product.purl);
  const furtherFixes = fixesBesidesEnds(product);
  return [
    {
      ...(named === null ? {} : { package: { ...named, purl: product.purl } }),
      ...(ranges.length === 0 ? {} : { ranges: ranges.map((range) => osvRange(range, product)) }),
      ...(versions.length === 0 ? {} : { versions }),
      database_specific: {
        purl: product.purl,
        ...(furtherFixes.length === 0 ? {} : { fixed_versions: furtherFixes }),
      },
    },
  ];
}

/** Fixed versions that no range ends with. */
function fixesBesidesEnds({ ranges, fixedVersions }: Product): string[] {
  const ends = new Set(ranges.map(({ fixed }) => fixed));
  return fixedVersions.filter((version) => !ends.has(version));
}

const TYPE = { semver: "SEMVER", ecosystem: "ECOSYSTEM", git: "GIT" } as const;

const osvRange = ({ type, introduced, fixed, lastAffected }: VersionRange, product: Product) => ({
  type: TYPE[type],
  ...(type === "git" && product.repository !== null ? { repo: product.repository } : {}),
  events: [
    { introduced: introduced ?? "0" },
    ...(fixed === null ? [] : [{ fixed }]),
    ...(lastAffected === null ? [] : [{ last_affected: lastAffected }]),
  ],
});

/** What OSV has no words for: other statuses, and products outside its ecosystems. Ranges as `vers`. */
type OsvOther = {
  readonly purl: string;
  readonly status: Standing;
  readonly ranges: readonly string[];
  readonly versions: readonly string[];
  readonly fixed_versions: readonly string[];
};

function otherStatements(product: Product): OsvOther[] {
  const ranges = product.ranges.filter((range) => !hasWords(product, range));
  const versions = hasWords(product, null) ? [] : product.versions;
  // The fixed versions go with the part that `affected` tells, where there is one.
  const fixed = osvAffected(product).length > 0 ? [] : fixesBesidesEnds(product);
  if (ranges.length + versions.length + fixed.length === 0) return [];
  return [
    {
      purl: product.purl,
      status: standingOf(product),
      ranges: ranges.map((range) => toVers(product.purl, range)),
      versions,
      fixed_versions: fixed,
    },
  ];
}

const REFERENCE_TYPE = {
  advisory: "ADVISORY",
  report: "REPORT",
  fix: "FIX",
  article: "ARTICLE",
  evidence: "EVIDENCE",
  package: "PACKAGE",
  web: "WEB",
} as const;

const osvReferences = ({ id, publisher, references }: Advisory) => [
  { type: "ADVISORY", url: `${publisher.namespace}/advisories/${id}.html` },
  ...references.map(({ kind, url }) => ({ type: REFERENCE_TYPE[kind], url })),
];

const CREDIT_TYPE = {
  finder: "FINDER",
  reporter: "REPORTER",
  verifier: "ANALYST",
  coordinator: "COORDINATOR",
  remediation_developer: "REMEDIATION_DEVELOPER",
  tool: "TOOL",
  other: "OTHER",
} as const;

const osvCredit = ({ name, kind }: Advisory["credits"][number]) => ({
  name,
  type: CREDIT_TYPE[kind],
});
