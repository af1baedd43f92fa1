import type { Advisory, Tlp } from "./advisory.ts";

/** The file name CSAF 2.0 prescribes (section 5.1): lower case, everything but letters, digits, + and - becomes _. */
export const csafFileName = (id: string): string =>
  `${id.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_")}.json`;

/** TLP 2.0 to the labels CSAF 2.0 knows (TLP 1.0). AMBER+STRICT is AMBER there, with a text that says more. */
export const csafTlp = (tlp: Tlp): "WHITE" | "GREEN" | "AMBER" | "RED" =>
  tlp === "CLEAR" ? "WHITE" : tlp === "AMBER+STRICT" ? "AMBER" : tlp;

/** Path in the publication tree: `/csaf/white/2026/as-2026-0187.json`; the year is that of the first release. */
export const csafPath = ({ id, tlp, dates }: Pick<Advisory, "id" | "tlp" | "dates">): string =>
  `/csaf/${csafTlp(tlp).toLowerCase()}/${dates.released.slice(0, 4)}/${csafFileName(id)}`;
