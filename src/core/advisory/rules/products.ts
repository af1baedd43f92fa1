import type { Problem } from "../../problem.ts";
import { canonicalPurl, versionInPurl } from "../../purl/purl.ts";
import type { Product } from "../advisory.ts";
import { readStatements } from "../statement.ts";
import { fault, type Rule, repeated } from "./rule.ts";

/** A canonical purl without version, so that every format gives the same name back. */
export const purlsRule: Rule = ({ products }) =>
  products.flatMap(({ purl }, index) => {
    const at = `/products/${index}/purl`;
    const read = canonicalPurl(purl);
    if (!read.ok) return [fault("purl", at, `This is not a package URL: ${read.why}.`)];
    if (read.purl.version) return [fault("purl-version", at, "Leave the version out of the purl.")];
    if (read.purl.qualifiers?.vers !== undefined)
      return [fault("purl-vers", at, "Give ranges in their own fields, not in the purl.")];
    const canonical = read.purl.toString();
    return canonical === purl ? [] : [fault("purl-canonical", at, `Write it as ${canonical}.`)];
  });

/** Which fields a status needs, and which would contradict it. */
const STATUS_RULES: Record<Product["status"], (product: Product) => readonly Part[]> = {
  known_affected: (product) => [...needsScope(product), ...hasNoReason(product)],
  fixed: (product) => [...hasNoScope(product), ...needsFix(product), ...hasNoReason(product)],
  known_not_affected: (product) => [
    ...needsScope(product),
    ...hasNoFix(product),
    ...needsReason(product),
  ],
  under_investigation: (product) => [
    ...needsScope(product),
    ...hasNoFix(product),
    ...hasNoReason(product),
  ],
};

type Part = readonly [rule: string, pointer: string, message: string];

const needsScope = ({ ranges, versions }: Product): Part[] =>
  ranges.length + versions.length > 0
    ? []
    : [["scope", "/ranges", "Say which versions; an empty range means all of them."]];
const hasNoScope = ({ ranges, versions }: Product): Part[] =>
  ranges.length + versions.length === 0
    ? []
    : [
        [
          "scope-of-fixed",
          "/ranges",
          "Name the fixed versions only; affected ones are an entry of their own.",
        ],
      ];
const needsFix = ({ fixedVersions }: Product): Part[] =>
  fixedVersions.length > 0 ? [] : [["fix", "/fixedVersions", "Name at least one fixed version."]];
const hasNoFix = ({ fixedVersions }: Product): Part[] =>
  fixedVersions.length === 0
    ? []
    : [["fix-of-unaffected", "/fixedVersions", "Only affected products have fixed versions."]];
const needsReason = ({ justification, impact }: Product): Part[] =>
  justification !== null || impact !== null
    ? []
    : [["reason", "/justification", "Say why it is not affected."]];
const hasNoReason = ({ justification, impact }: Product): Part[] =>
  justification === null && impact === null
    ? []
    : [["reason-of-affected", "/justification", "Only for products that are not affected."]];

export const statusRule: Rule = ({ products }) => [
  ...products.flatMap((product, index) =>
    STATUS_RULES[product.status](product).map(([rule, pointer, message]) =>
      fault(rule, `/products/${index}${pointer}`, message),
    ),
  ),
  ...repeated(products, ({ purl, status }) => `${status} ${purl}`).map((index) =>
    fault("product-twice", `/products/${index}`, "This product has an entry with this status."),
  ),
];

/** No version stands in two ways, and none is listed twice (CSAF 2.0, 6.1.6). */
export const standingsRule: Rule = (advisory) => {
  const standings = new Map<string, string>();
  return readStatements(advisory).flatMap(
    ({ purl, standing, range, version, pointer }): Problem[] => {
      const key = JSON.stringify([purl, range, version]);
      const before = standings.get(key);
      standings.set(key, standing);
      if (before === undefined) return [];
      if (before === standing) return [fault("listed-twice", pointer, "This is listed already.")];
      return [
        fault(
          "contradiction",
          pointer,
          `It is said to be ${standing} here and ${before} elsewhere.`,
        ),
      ];
    },
  );
};

/** Some package types write versions their own way; ours must survive the purl. */
export const versionsRule: Rule = (advisory) =>
  readStatements(advisory).flatMap(({ purl, version, pointer }) => {
    if (version === null || !canonicalPurl(purl).ok) return [];
    const kept = versionInPurl(purl, version);
    if (kept === version) return [];
    const how = kept === null ? "This package type has no such version." : `Write it as ${kept}.`;
    return [fault("version-form", pointer, how)];
  });
