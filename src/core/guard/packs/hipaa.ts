import type { Pack, PackRule } from "../pack.ts";
import type { Citation } from "../verdict.ts";
import { type Datum, datumRule } from "./personal/datum.ts";
import { identityData } from "./personal/identity.ts";
import { PERSONAL_DATA } from "./personalData.ts";

/** The eighteen of Safe Harbor, 45 CFR 164.514(b)(2)(i), by letter: what the clause names, and the data it covers. */
const EIGHTEEN: readonly (readonly [letter: string, names: string, data: readonly string[]])[] = [
  ["A", "names", ["name"]],
  ["B", "geographic subdivisions smaller than a State", ["address", "zip", "place"]],
  ["C", "dates, and ages over 89", ["birth-date", "date", "age-over-89"]],
  [
    "D",
    "telephone numbers",
    [
      "phone-international",
      "phone-apart",
      "phone-dashes",
      "phone-dots",
      "phone-brackets",
      "phone-after-word",
      "phone-labelled",
      "phone-after-weak-word",
      "phone-misread",
      "phone-letter",
      "phone-brackets-zero",
      "phone-brackets-other",
      "phone-pairs",
      "phone-zero",
      "phone-toll-free",
    ],
  ],
  ["E", "fax numbers", ["phone-before-word"]],
  ["F", "electronic mail addresses", ["email", "email-spelled", "email-words"]],
  ["G", "social security numbers", ["ssn", "ssn-named", "ssn-labelled"]],
  ["H", "medical record numbers", ["medical-record", "medical-record-labelled", "nhs-number"]],
  ["I", "health plan beneficiary numbers", ["health-plan"]],
  [
    "J",
    "account numbers",
    [
      "bank-account",
      "bank-account-labelled",
      "account-ending",
      "bank-routing",
      "bank-code",
      "bank-bic",
      "card",
      "iban-a-k",
      "iban-l-z",
    ],
  ],
  [
    "K",
    "certificate/license numbers",
    [
      "driver-licence",
      "driver-licence-short",
      "driver-licence-labelled",
      "passport",
      "passport-labelled",
      "certificate",
    ],
  ],
  ["L", "vehicle identifiers and serial numbers", ["vin", "licence-plate"]],
  ["M", "device identifiers and serial numbers", ["mac", "mac-labelled", "imei", "device-serial"]],
  ["N", "Web Universal Resource Locators", ["url"]],
  ["O", "Internet Protocol address numbers", ["ipv4", "ipv4-spelled", "ipv6", "ipv6-mapped"]],
  ["P", "biometric identifiers", ["biometric"]],
  ["Q", "full face photographic images", ["photograph"]],
  [
    "R",
    "any other unique identifying number or code",
    ["national-id", "national-insurance", "number-before-name", "other-code"],
  ],
];

const DATA: ReadonlyMap<string, Datum> = new Map(
  [...PERSONAL_DATA, ...identityData].map((datum) => [datum.name, datum]),
);

const cite = (letter: string, names: string): Citation => ({
  standard: "HIPAA Privacy Rule, 45 CFR 164.514",
  clause: `(b)(2)(i)(${letter}) ${names}`,
  url: "https://www.ecfr.gov/current/title-45/section-164.514",
});

/** Safe Harbor: health information is no longer about a person when these are removed. */
export const hipaaPack: Pack = {
  id: "hipaa",
  version: "1",
  title: "HIPAA Safe Harbor",
  rules: EIGHTEEN.flatMap(([letter, names, data]) =>
    data.flatMap((name): PackRule[] => {
      const datum = DATA.get(name);
      return datum ? [datumRule("hipaa", datum, cite(letter, names))] : [];
    }),
  ),
};
