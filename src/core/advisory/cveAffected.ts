import { purlType } from "../purl/purl.ts";
import type { Product, VersionRange } from "./advisory.ts";
import { fixedVersions, standingOf } from "./statement.ts";

const STATUS = {
  affected: "affected",
  fixed: "unaffected",
  not_affected: "unaffected",
  under_investigation: "unknown",
} as const;

/** What versions that are not listed are. Only a list of affected ones says anything of the rest. */
const DEFAULT_STATUS = {
  affected: "unaffected",
  fixed: "unknown",
  not_affected: "unknown",
  under_investigation: "unknown",
} as const;

/** One entry of `affected`. CVE knows affected, unaffected and unknown: fixed and never affected look alike in it. */
export function cveAffected(product: Product) {
  const standing = standingOf(product);
  const status = STATUS[standing];
  const ends = new Set(product.ranges.map(({ fixed }) => fixed));
  const fixed = fixedVersions(product)
    .filter(({ version }) => !ends.has(version))
    .map(({ version }) => ({ version, status: "unaffected" }));
  return {
    vendor: product.vendor,
    product: product.name,
    packageURL: product.purl,
    ...(product.repository === null ? {} : { repo: product.repository }),
    defaultStatus: DEFAULT_STATUS[standing],
    versions: [
      ...product.ranges.map((range) => cveRange(range, product.purl, status)),
      ...product.versions.map((version) => ({ version, status })),
      ...fixed,
    ],
  };
}

/** `version: "0"` is the beginning, `lessThan: "*"` no end. */
const cveRange = (range: VersionRange, purl: string, status: string) => ({
  version: range.introduced ?? "0",
  status,
  versionType: versionType(range, purl),
  ...(range.lastAffected === null
    ? { lessThan: range.fixed ?? "*" }
    : { lessThanOrEqual: range.lastAffected }),
});

/** Where the order is the package type's own, the type is named: `npm`, `maven`, `deb`. */
const versionType = ({ type }: VersionRange, purl: string): string =>
  type === "ecosystem" ? purlType(purl) : type;
