import { productPurl, readPurl } from "../purl/component.ts";
import type { Cursor } from "./cursor.ts";

/** A product of the tree: its component as a purl, and its exact version where the tree names one. */
export type CsafProduct = { readonly component: string | null; readonly version: string | null };

type Branching = {
  readonly vendor: string | null;
  readonly product: string | null;
  readonly version: string | null;
};

/** All products by their id: from the branches, the full names and the relationships. */
export function readProducts(tree: Cursor | null): ReadonlyMap<string, CsafProduct> {
  const products = new Map<string, CsafProduct>();
  if (tree === null) return products;
  readBranches(tree, { vendor: null, product: null, version: null }, products);
  for (const item of tree.objects("full_product_names"))
    addProduct(item, { vendor: null, product: item.text("name"), version: null }, products);
  for (const relation of tree.objects("relationships")) readRelation(relation, products);
  return products;
}

function readBranches(at: Cursor, above: Branching, products: Map<string, CsafProduct>): void {
  for (const branch of at.objects("branches")) {
    const within = named(branch, above);
    const product = branch.object("product");
    if (product !== null) addProduct(product, within, products);
    readBranches(branch, within, products);
  }
}

function named(branch: Cursor, above: Branching): Branching {
  const name = branch.text("name");
  switch (branch.text("category")) {
    case "vendor":
      return { ...above, vendor: name };
    case "product_name":
      return { ...above, product: name };
    case "product_version":
      return { ...above, version: name };
    default:
      return above;
  }
}

function addProduct(item: Cursor, within: Branching, products: Map<string, CsafProduct>): void {
  const id = item.required("product_id", "the product's id in this document")
    ? item.text("product_id")
    : null;
  if (id === null) return;
  const purl = readPurl(item.object("product_identification_helper")?.text("purl") ?? "");
  products.set(id, {
    component: purl?.purl ?? productPurl(within.vendor, within.product ?? item.text("name")),
    version: purl?.version ?? within.version,
  });
}

/** "A installed on B": the flaw is in A. */
function readRelation(relation: Cursor, products: Map<string, CsafProduct>): void {
  const whole = relation.object("full_product_name");
  const id = whole?.text("product_id") ?? null;
  const part = products.get(relation.text("product_reference") ?? "");
  if (id === null || whole === null) return;
  const purl = readPurl(whole.object("product_identification_helper")?.text("purl") ?? "");
  products.set(
    id,
    purl === null && part !== undefined
      ? part
      : { component: purl?.purl ?? null, version: purl?.version ?? null },
  );
}
