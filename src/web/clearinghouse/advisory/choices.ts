import { advisorySchema } from "#core/advisory/advisory.ts";

const { tlp, exploitation, severity, remediations, references, credits, products } =
  advisorySchema.shape;
const product = products.element.shape;

/** What the choice fields offer: the words of the schema itself. */
export const CHOICES = {
  tlp: tlp.options,
  exploitation: exploitation.shape.state.options,
  cvss: severity.element.shape.version.options,
  remediation: remediations.element.shape.category.options,
  reference: references.element.shape.kind.options,
  credit: credits.element.shape.kind.options,
  status: product.status.options,
  range: product.ranges.element.shape.type.options,
  justification: product.justification.unwrap().options,
} as const;

const range = { type: "semver", introduced: null, fixed: null, lastAffected: null };

/** What is added by "Add …": right in its shape, its texts still to be written. */
export const BLANK = {
  range,
  product: {
    name: "",
    vendor: "N/A",
    purl: "",
    repository: null,
    status: "known_affected",
    ranges: [range],
    versions: [],
    fixedVersions: [],
    justification: null,
    impact: null,
  },
  severity: { version: "4.0", vector: "", score: 0 },
  weakness: { id: "", name: "" },
  remediation: { category: "vendor_fix", details: "", url: null, products: [] },
  reference: { url: "", title: "", kind: "web" },
  credit: { name: "", kind: "finder" },
  cve: { id: "", source: "", assigner: null },
  assigner: { orgId: "", shortName: null },
} as const;
