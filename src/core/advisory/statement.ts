import type { Advisory, Product, VersionRange } from "./advisory.ts";

export type Standing = "affected" | "fixed" | "not_affected" | "under_investigation";

/** One thing an advisory says of one component: these versions stand so. Exactly one of range and version is given. */
export type Statement = {
  readonly purl: string;
  readonly standing: Standing;
  readonly range: VersionRange | null;
  readonly version: string | null;
};

/** A statement with the product it is about and where the editor finds it. */
export type PlacedStatement = Statement & {
  readonly product: Product;
  /** Index of the product in the advisory. */
  readonly index: number;
  /** JSON pointer into the advisory. */
  readonly pointer: string;
};

const STANDING = {
  known_affected: "affected",
  fixed: "fixed",
  known_not_affected: "not_affected",
  under_investigation: "under_investigation",
} as const satisfies Record<Product["status"], Standing>;

export const standingOf = (product: Product): Standing => STANDING[product.status];

/** What an advisory says, one statement at a time: all renderings are made from this list, so that they agree. */
export const readStatements = (advisory: Advisory): PlacedStatement[] =>
  advisory.products.flatMap(productStatements);

function productStatements(product: Product, index: number): PlacedStatement[] {
  const standing = standingOf(product);
  const at = `/products/${index}`;
  const about = { purl: product.purl, product, index };
  const spoken = [
    ...product.ranges.map((range, n) => ({
      ...about,
      standing,
      range,
      version: null,
      pointer: `${at}/ranges/${n}`,
    })),
    ...product.versions.map((version, n) => ({
      ...about,
      standing,
      range: null,
      version,
      pointer: `${at}/versions/${n}`,
    })),
  ];
  const fixed = fixedVersions(product).map(({ version, pointer }) => ({
    ...about,
    standing: "fixed" as const,
    range: null,
    version,
    pointer: `${at}${pointer}`,
  }));
  return [...spoken, ...fixed];
}

/** The versions named as fixed and those that end an affected range, each once. */
export function fixedVersions(
  product: Product,
): readonly { readonly version: string; readonly pointer: string }[] {
  const named = product.fixedVersions.map(
    (version, n) => [version, `/fixedVersions/${n}`] as const,
  );
  const ends =
    product.status === "known_affected"
      ? product.ranges.flatMap(({ fixed }, n) =>
          fixed === null ? [] : [[fixed, `/ranges/${n}/fixed`] as const],
        )
      : [];
  // Later entries win in a Map: what the editor named itself is what a fault should point at.
  return [...new Map([...ends, ...named])].map(([version, pointer]) => ({ version, pointer }));
}
