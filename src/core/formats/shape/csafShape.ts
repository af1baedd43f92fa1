import { CVSS_SHAPE } from "./cvssShape.ts";
import type { Shape } from "./shape.ts";

const TEXTS: Shape = { list: "text" };

const ACKNOWLEDGMENTS: Shape = {
  list: { keys: { names: TEXTS, organization: "text", summary: "text", urls: TEXTS } },
};
const NOTES: Shape = {
  list: { keys: { audience: "text", category: "text", text: "text", title: "text" } },
};
const REFERENCES: Shape = { list: { keys: { category: "text", summary: "text", url: "text" } } };

const PRODUCT: Shape = {
  keys: {
    name: "text",
    product_id: "text",
    product_identification_helper: {
      keys: {
        cpe: "text",
        purl: "text",
        hashes: { list: { keys: { file_hashes: { list: { map: "text" } }, filename: "text" } } },
        model_numbers: TEXTS,
        sbom_urls: TEXTS,
        serial_numbers: TEXTS,
        skus: TEXTS,
        x_generic_uris: { list: { keys: { namespace: "text", uri: "text" } } },
      },
    },
  },
};

const BRANCHES: Shape = {
  list: () => ({
    keys: { branches: BRANCHES, category: "text", name: "text", product: PRODUCT },
  }),
};

const TREE: Shape = {
  keys: {
    branches: BRANCHES,
    full_product_names: { list: PRODUCT },
    product_groups: {
      list: { keys: { group_id: "text", product_ids: TEXTS, summary: "text" } },
    },
    relationships: {
      list: {
        keys: {
          category: "text",
          full_product_name: PRODUCT,
          product_reference: "text",
          relates_to_product_reference: "text",
        },
      },
    },
  },
};

const STATUS: Shape = {
  keys: {
    first_affected: TEXTS,
    first_fixed: TEXTS,
    fixed: TEXTS,
    known_affected: TEXTS,
    known_not_affected: TEXTS,
    last_affected: TEXTS,
    recommended: TEXTS,
    under_investigation: TEXTS,
  },
};

const FOR_PRODUCTS = { group_ids: TEXTS, product_ids: TEXTS };

const VULNERABILITY: Shape = {
  keys: {
    acknowledgments: ACKNOWLEDGMENTS,
    cve: "text",
    cwe: { keys: { id: "text", name: "text" } },
    discovery_date: "time",
    flags: { list: { keys: { date: "time", label: "text", ...FOR_PRODUCTS } } },
    ids: { list: { keys: { system_name: "text", text: "text" } } },
    involvements: {
      list: { keys: { date: "time", party: "text", status: "text", summary: "text" } },
    },
    notes: NOTES,
    product_status: STATUS,
    references: REFERENCES,
    release_date: "time",
    remediations: {
      list: {
        keys: {
          category: "text",
          date: "time",
          details: "text",
          entitlements: TEXTS,
          restart_required: { keys: { category: "text", details: "text" } },
          url: "text",
          ...FOR_PRODUCTS,
        },
      },
    },
    scores: { list: { keys: { cvss_v2: CVSS_SHAPE, cvss_v3: CVSS_SHAPE, products: TEXTS } } },
    threats: {
      list: { keys: { category: "text", date: "time", details: "text", ...FOR_PRODUCTS } },
    },
    title: "text",
  },
};

const TRACKING: Shape = {
  keys: {
    aliases: TEXTS,
    current_release_date: "time",
    generator: {
      keys: { date: "time", engine: { keys: { name: "text", version: "text" } } },
    },
    id: "text",
    initial_release_date: "time",
    revision_history: {
      list: {
        keys: { date: "time", legacy_version: "text", number: "text", summary: "text" },
      },
    },
    status: { choice: ["draft", "final", "interim"] },
    version: "text",
  },
};

/** CSAF 2.0, the types of its keys (https://docs.oasis-open.org/csaf/csaf/v2.0/). */
export const CSAF_SHAPE: Shape = {
  keys: {
    document: {
      keys: {
        acknowledgments: ACKNOWLEDGMENTS,
        aggregate_severity: { keys: { namespace: "text", text: "text" } },
        category: "text",
        csaf_version: "text",
        distribution: {
          keys: { text: "text", tlp: { keys: { label: "text", url: "text" } } },
        },
        lang: "text",
        notes: NOTES,
        publisher: {
          keys: {
            category: "text",
            contact_details: "text",
            issuing_authority: "text",
            name: "text",
            namespace: "text",
          },
        },
        references: REFERENCES,
        source_lang: "text",
        title: "text",
        tracking: TRACKING,
      },
    },
    product_tree: TREE,
    vulnerabilities: { list: VULNERABILITY },
  },
};
