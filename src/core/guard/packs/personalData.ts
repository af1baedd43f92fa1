import type { Pack } from "../pack.ts";
import type { Citation } from "../verdict.ts";
import { contactData } from "./personal/contact.ts";
import { type Datum, datumRule } from "./personal/datum.ts";
import { networkData } from "./personal/network.ts";
import { numberData } from "./personal/number.ts";

export const PERSONAL_DATA: readonly Datum[] = [...contactData, ...numberData, ...networkData];

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

/** Data that point to a person. */
export const personalDataPack: Pack = {
  id: "personal",
  version: "1",
  title: "Personal data",
  rules: PERSONAL_DATA.map((datum) =>
    datumRule("personal", datum, datum.name === "card" ? CARD : PII),
  ),
};
