import type { Pack, PackRule } from "../pack.ts";
import type { Citation } from "../verdict.ts";
import { contactData } from "./personal/contact.ts";
import { type Datum, datumRule } from "./personal/datum.ts";
import { labelledData } from "./personal/labelled.ts";
import { networkData } from "./personal/network.ts";
import { numberData } from "./personal/number.ts";
import { phoneData } from "./personal/phone.ts";

export const PERSONAL_DATA: readonly Datum[] = [
  ...contactData,
  ...phoneData,
  ...numberData,
  ...labelledData,
  ...networkData,
];

/** "Examples of PII data": what identifies a person by itself or together with other things. */
const PII: Citation = {
  standard: "NIST SP 800-122",
  clause: "2.2 Examples of PII Data",
  url: "https://doi.org/10.6028/NIST.SP.800-122",
};
/** "PAN is secured with strong cryptography whenever it is sent via end-user messaging technologies." */
const CARD: Citation = {
  standard: "PCI DSS 4.0.1",
  clause: "4.2.2",
  url: "https://www.pcisecuritystandards.org/document_library/",
};

const KNOWN: PackRule = {
  id: "personal/person",
  type: "person.name",
  citation: PII,
  action: "rewrite",
  confidence: 1,
  message: "The text names a person of a case.",
  detector: { kind: "registry", source: "person" },
  examples: [],
  counterExamples: [],
};

/** Data that point to a person. */
export const personalDataPack: Pack = {
  id: "personal",
  version: "1",
  title: "Personal data",
  rules: [
    KNOWN,
    ...PERSONAL_DATA.map((datum) =>
      datumRule("personal", datum, datum.name === "card" ? CARD : PII),
    ),
  ],
};
