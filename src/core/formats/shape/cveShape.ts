import { CVSS_SHAPE } from "./cvssShape.ts";
import type { Shape } from "./shape.ts";

const TEXTS: Shape = {
  list: {
    keys: {
      lang: "text",
      value: "text",
      supportingMedia: { list: { keys: { type: "text", base64: "flag", value: "text" } } },
    },
  },
};

const STATUS: Shape = { choice: ["affected", "unaffected", "unknown"] };

const AFFECTED: Shape = {
  keys: {
    vendor: "text",
    product: "text",
    collectionURL: "text",
    packageName: "text",
    packageURL: "text",
    cpes: { list: "text" },
    modules: { list: "text" },
    programFiles: { list: "text" },
    programRoutines: { list: { keys: { name: "text" } } },
    platforms: { list: "text" },
    repo: "text",
    defaultStatus: STATUS,
    versions: {
      list: {
        keys: {
          version: "text",
          status: STATUS,
          versionType: "text",
          lessThan: "text",
          lessThanOrEqual: "text",
          changes: { list: { keys: { at: "text", status: STATUS } } },
        },
      },
    },
  },
};

const METRIC: Shape = {
  keys: {
    format: "text",
    scenarios: { list: { keys: { lang: "text", value: "text" } } },
    cvssV4_0: CVSS_SHAPE,
    cvssV3_1: CVSS_SHAPE,
    cvssV3_0: CVSS_SHAPE,
    cvssV2_0: CVSS_SHAPE,
    other: { keys: { type: "text", content: { map: "any" } } },
  },
};

const CONTAINER: Shape = {
  keys: {
    providerMetadata: { keys: { orgId: "text", shortName: "text", dateUpdated: "time" } },
    title: "text",
    datePublic: "time",
    dateAssigned: "time",
    descriptions: TEXTS,
    rejectedReasons: TEXTS,
    affected: { list: AFFECTED },
    problemTypes: {
      list: {
        keys: {
          descriptions: {
            list: { keys: { lang: "text", description: "text", cweId: "text", type: "text" } },
          },
        },
      },
    },
    references: { list: { keys: { url: "text", name: "text", tags: { list: "text" } } } },
    impacts: { list: { keys: { capecId: "text", descriptions: TEXTS } } },
    metrics: { list: METRIC },
    configurations: TEXTS,
    workarounds: TEXTS,
    solutions: TEXTS,
    exploits: TEXTS,
    timeline: { list: { keys: { time: "time", lang: "text", value: "text" } } },
    credits: { list: { keys: { lang: "text", value: "text", user: "text", type: "text" } } },
    tags: { list: "text" },
    replacedBy: { list: "text" },
  },
};

/** CVE JSON 5, the types of its keys (https://github.com/CVEProject/cve-schema). */
export const CVE_SHAPE: Shape = {
  keys: {
    dataType: "text",
    dataVersion: "text",
    cveMetadata: {
      keys: {
        cveId: "text",
        assignerOrgId: "text",
        assignerShortName: "text",
        requesterUserId: "text",
        state: "text",
        serial: "number",
        dateReserved: "time",
        datePublished: "time",
        dateRejected: "time",
        dateUpdated: "time",
      },
    },
    containers: { keys: { cna: CONTAINER, adp: { list: CONTAINER } } },
  },
};
