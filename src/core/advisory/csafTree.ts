import { isWholePurl, withVersion } from "../purl/purl.ts";
import type { PlacedStatement } from "./statement.ts";
import { toVers } from "./vers.ts";

/** A statement with the id its versions have in the product tree. */
export type CsafProduct = PlacedStatement & { readonly productId: string };

export const numberProducts = (statements: readonly PlacedStatement[]): CsafProduct[] =>
  statements.map((statement, index) => ({
    ...statement,
    productId: `CSAFPID-${String(index + 1).padStart(4, "0")}`,
  }));

/** vendor → product → one branch per version or range of versions. */
export const csafBranches = (products: readonly CsafProduct[]) =>
  groups(products, ({ product }) => product.vendor).map(([vendor, ofVendor]) => ({
    category: "vendor",
    name: vendor,
    branches: groups(ofVendor, ({ purl, product }) => JSON.stringify([purl, product.name])).map(
      ([, ofProduct]) => ({
        category: "product_name",
        name: ofProduct[0]?.product.name ?? "",
        branches: ofProduct.map(versionBranch),
      }),
    ),
  }));

function versionBranch({ range, version, purl, product, productId }: CsafProduct) {
  const name = range === null ? (version ?? "") : toVers(purl, range);
  return {
    category: range === null ? "product_version" : "product_version_range",
    name,
    product: {
      name: `${product.vendor} ${product.name} ${name}`,
      product_id: productId,
      product_identification_helper: identification(purl, version),
    },
  };
}

function identification(purl: string, version: string | null) {
  if (version !== null) return { purl: withVersion(purl, version) };
  return isWholePurl(purl)
    ? { purl }
    : { x_generic_uris: [{ namespace: PURL_SPECIFICATION, uri: purl }] };
}

const PURL_SPECIFICATION = "https://github.com/package-url/purl-spec";

/** In order of first appearance. */
function groups<T>(list: readonly T[], key: (entry: T) => string): [key: string, entries: T[]][] {
  const found = new Map<string, T[]>();
  for (const entry of list) found.set(key(entry), [...(found.get(key(entry)) ?? []), entry]);
  return [...found];
}
