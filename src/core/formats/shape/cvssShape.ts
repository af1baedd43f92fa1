import type { Shape } from "./shape.ts";

/** A score as CVE and CSAF take it over from FIRST (https://www.first.org/cvss/data-representations): the types of its keys. */
export const CVSS_SHAPE: Shape = {
  keys: { version: "text", vectorString: "text", baseScore: "number", baseSeverity: "text" },
};
