import { stepsOf, toPointer } from "../jsonPointer.ts";
import { splitPurl } from "../purl/purl.ts";
import type { Advisory } from "./advisory.ts";
import { numberProducts } from "./csafTree.ts";
import { readStatements } from "./statement.ts";

/*
 * From a place in a rendering to the field of the advisory it was made from. A place that was made from no single
 * field leads to the whole advisory, "".
 */
type Table = readonly (readonly [place: RegExp, field: string])[];

/** The field, or the nearest one around it that the advisory has: a rendering may hold what was derived. */
function fieldIn(table: Table, advisory: Advisory, pointer: string): string {
  const [place, field = ""] = table.find(([one]) => one.test(pointer)) ?? [];
  if (place === undefined) return "";
  const steps = stepsOf(pointer.replace(place, field));
  const values = along(advisory, steps).slice(1);
  const missing = values.indexOf(undefined);
  return toPointer(missing < 0 ? steps.slice(0, values.length) : steps.slice(0, missing));
}

/** The values on the way from the root of a document to a place, the root first. */
function along(document: unknown, steps: readonly string[]): unknown[] {
  const values = [document];
  let value = document;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) break;
    value = (value as Record<string, unknown>)[step];
    values.push(value);
  }
  return values;
}

const CSAF: Table = [
  [/^\/document\/title.*/, "/title"],
  [/^\/document\/distribution.*/, "/tlp"],
  [/^\/document\/publisher\/contact_details/, "/publisher/contact"],
  [/^\/document\/publisher(\/name|\/namespace)?.*/, "/publisher$1"],
  [/^\/document\/references\/[01](\/.*)?$/, "/publisher/namespace"],
  [/^\/document\/references.*/, "/references"],
  [/^\/document\/notes.*/, "/details"],
  [/^\/document\/tracking\/id.*/, "/id"],
  [/^\/document\/tracking\/version.*/, "/version"],
  [/^\/document\/tracking\/aliases.*/, "/cveId/id"],
  [/^\/document\/tracking\/initial_release_date/, "/dates/released"],
  [/^\/document\/tracking\/current_release_date/, "/dates/current"],
  [
    /^\/document\/tracking\/revision_history\/(\d+)(\/(?:number|date|summary))?.*/,
    "/dates/revisions/$1$2",
  ],
  [/^\/document\/tracking.*/, "/dates/revisions"],
  [/^\/vulnerabilities\/0\/cve/, "/cveId/id"],
  [/^\/vulnerabilities\/0\/cwe(\/(?:id|name))?.*/, "/weaknesses/0$1"],
  [/^\/vulnerabilities\/0\/title/, "/title"],
  [/^\/vulnerabilities\/0\/ids.*/, "/id"],
  [/^\/vulnerabilities\/0\/notes.*/, "/summary"],
  [/^\/vulnerabilities\/0\/release_date/, "/dates/released"],
  [/^\/vulnerabilities\/0\/scores.*/, "/severity"],
  [
    /^\/vulnerabilities\/0\/remediations\/(\d+)(\/(?:category|details|url))?.*/,
    "/remediations/$1$2",
  ],
  [/^\/vulnerabilities\/0\/threats.*/, "/exploitation"],
  [/^\/vulnerabilities\/0\/acknowledgments\/(\d+).*/, "/credits/$1"],
  [/^\/(?:product_tree|vulnerabilities).*/, "/products"],
];

/** Places about one product lead to the very range or version. */
export function csafSource(advisory: Advisory, pointer: string, document: unknown): string {
  const products = new Map(
    numberProducts(readStatements(advisory)).map((one) => [one.productId, one.pointer]),
  );
  const named = along(document, stepsOf(pointer))
    .map(productIdOf)
    .findLast((id) => id !== undefined);
  return (named && products.get(named)) ?? fieldIn(CSAF, advisory, pointer);
}

function productIdOf(value: unknown): string | undefined {
  if (typeof value === "string") return /^CSAFPID-\d+$/.exec(value)?.[0];
  if (typeof value !== "object" || value === null) return undefined;
  const { product_id, product } = value as Record<string, unknown>;
  return typeof product_id === "string" ? product_id : productIdOf(product ?? null);
}

const OSV: Table = [
  [/^\/(?:id|database_specific\/advisory)$/, "/id"],
  [/^\/database_specific\/version/, "/version"],
  [/^\/database_specific\/tlp/, "/tlp"],
  [/^\/database_specific\/weaknesses(\/\d+)?/, "/weaknesses$1"],
  [/^\/database_specific\/exploitation/, "/exploitation"],
  [/^\/modified/, "/dates/current"],
  [/^\/published/, "/dates/released"],
  [/^\/withdrawn/, "/withdrawn"],
  [/^\/aliases.*/, "/cveId/id"],
  [/^\/summary/, "/title"],
  [/^\/details/, "/details"],
  [/^\/severity(\/\d+)?.*/, "/severity$1"],
  [/^\/references\/0(\/.*)?$/, "/publisher/namespace"],
  [/^\/references.*/, "/references"],
  [/^\/credits(\/\d+)?.*/, "/credits$1"],
  [/^\/(?:affected|database_specific\/other_products).*/, "/products"],
];

export function osvSource(advisory: Advisory, pointer: string, document: unknown): string {
  const purl = along(document, stepsOf(pointer))
    .map(purlOf)
    .findLast((one) => one !== undefined);
  return productOf(advisory, purl) ?? fieldIn(OSV, advisory, pointer);
}

function purlOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { purl, database_specific } = value as Record<string, unknown>;
  return typeof purl === "string" ? purl : purlOf(database_specific ?? null);
}

/** The product with this purl, when there is just one. */
function productOf({ products }: Advisory, purl: string | undefined): string | undefined {
  const indexes = products.flatMap((one, index) => (one.purl === purl ? [index] : []));
  return indexes.length === 1 ? `/products/${indexes[0]}` : undefined;
}

const CVE: Table = [
  [/^\/cveMetadata\/cveId/, "/cveId/id"],
  [
    /^\/(?:cveMetadata|containers\/cna\/providerMetadata)\/(?:assigner)?[oO]rgId/,
    "/cveId/assigner/orgId",
  ],
  [
    /^\/(?:cveMetadata|containers\/cna\/providerMetadata)\/(?:assignerS|s)hortName/,
    "/cveId/assigner/shortName",
  ],
  [/^\/containers\/cna\/providerMetadata.*/, "/dates/current"],
  [/^\/containers\/cna\/title/, "/title"],
  [/^\/containers\/cna\/datePublic/, "/dates/released"],
  [/^\/containers\/cna\/descriptions.*/, "/summary"],
  [/^\/containers\/cna\/affected\/(\d+)\/versions.*/, "/products/$1"],
  [/^\/containers\/cna\/affected\/(\d+)\/product/, "/products/$1/name"],
  [/^\/containers\/cna\/affected\/(\d+)\/packageURL/, "/products/$1/purl"],
  [/^\/containers\/cna\/affected\/(\d+)\/repo/, "/products/$1/repository"],
  [/^\/containers\/cna\/affected\/(\d+)(\/vendor)?.*/, "/products/$1$2"],
  [/^\/containers\/cna\/affected.*/, "/products"],
  [/^\/containers\/cna\/problemTypes(\/\d+)?.*/, "/weaknesses$1"],
  [/^\/containers\/cna\/metrics(\/\d+)?.*/, "/severity$1"],
  [/^\/containers\/cna\/references\/0(\/.*)?$/, "/publisher/namespace"],
  [/^\/containers\/cna\/references.*/, "/references"],
  [/^\/containers\/cna\/(?:solutions|workarounds).*/, "/remediations"],
  [/^\/containers\/cna\/exploits.*/, "/exploitation"],
  [/^\/containers\/cna\/timeline.*/, "/timeline"],
  [/^\/containers\/cna\/credits.*/, "/credits"],
  [/^\/containers\/cna\/source.*/, "/id"],
];

export const cveSource = (advisory: Advisory, pointer: string): string =>
  fieldIn(CVE, advisory, pointer);

const OPENVEX: Table = [
  [/^\/@id/, "/id"],
  [/^\/author/, "/publisher/name"],
  [/^\/timestamp/, "/dates/released"],
  [/^\/last_updated/, "/dates/current"],
  [/^\/version/, "/version"],
  [/^\/statements\/\d+\/vulnerability.*/, "/title"],
  [/^\/statements\/\d+\/status_notes/, "/withdrawn"],
  [/^\/statements\/\d+\/action_statement/, "/remediations"],
  [/^\/statements.*/, "/products"],
];

export function openVexSource(advisory: Advisory, pointer: string, document: unknown): string {
  if (/\/(?:action_statement|vulnerability|status_notes)/.test(pointer))
    return fieldIn(OPENVEX, advisory, pointer);
  const exact = along(document, stepsOf(pointer))
    .map(exactPurlOf)
    .findLast((one) => one !== undefined);
  return (
    productOf(advisory, exact === undefined ? undefined : splitPurl(exact).purl) ??
    fieldIn(OPENVEX, advisory, pointer)
  );
}

function exactPurlOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { identifiers, products } = value as Record<string, unknown>;
  if (Array.isArray(products)) return exactPurlOf(products[0]);
  return purlOf(identifiers ?? null);
}
