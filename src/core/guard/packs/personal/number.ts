import { IBAN_LENGTHS } from "../../detect/iban.ts";
import { BETWEEN } from "./between.ts";
import type { Datum } from "./datum.ts";

const countries = [...IBAN_LENGTHS.keys()];
/** Two halves, so that country and first digit make few enough texts to look for. */
const ibanOf = (name: string, codes: readonly string[], example: string): Datum => ({
  name,
  kind: "iban",
  what: "A bank account (IBAN)",
  detector: {
    pattern: `(?i)\\b(?:${codes.join("|")})\\d\\d(?:[ ._-]{0,2}[a-z0-9]{4}){2,7}(?:[ ._-]{0,2}[a-z0-9]{1,4})?\\b`,
    check: "iban",
  },
  confidence: 0.98,
  examples: [example],
  counterExamples: [
    "7ad9-be33-533e7b05e586",
    example.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
  ],
});

/** Numbers by which states, banks and insurers know a person. */
export const numberData: readonly Datum[] = [
  {
    name: "ssn",
    what: "A social security number",
    detector: { pattern: "\\b\\d{3}-\\d{2}-\\d{4}\\b", check: "ssn", after: 2 },
    confidence: 0.85,
    examples: ["536-90-4399", "ITIN 912-70-1234"],
    counterExamples: ["000-12-3456", "123-00-4567", "2024-536-90-4399"],
  },
  {
    name: "ssn-named",
    kind: "ssn",
    what: "A social security number",
    detector: {
      pattern:
        "(?i)(?:\\bssn|\\bssan|\\bitin|social[\\s_-]?security|\\bsoc\\.? sec|\\bss ?#|taxpayer[\\s_-]?id)[^\\d\\n]{0,24}?\\n?\\s{0,4}([0-9lioszb](?:[\\s._/-]{0,3}[0-9lioszb]){8})\\b",
      check: "ssn-in-context",
    },
    confidence: 0.9,
    examples: [
      "SSN l40-12-4958",
      "social security number is 536904399",
      "SSN 536_90_4399",
      "SSN: 536-90-\n4399",
      "Soc. Sec. No. 536 90 4399",
      "SSN:\n5 3 6 - 9 0 - 4 3 9 9",
    ],
    counterExamples: ["The SSN is not so lossless."],
  },
  {
    name: "card",
    what: "A payment card number",
    detector: {
      pattern:
        "\\b(?:4\\d|5[0-8]|2[2-7]|3[0-9]|6\\d|18|21|81|97)\\d{2}(?:[ ._-]{0,3}\\d{4}){2}[ ._-]{0,3}\\d{1,7}(?:[ ._-]{1,3}\\d{1,3})?\\b|\\b3[04-9]\\d{2}[ ._-]{0,3}\\d{6}[ ._-]{0,3}\\d{4,5}\\b",
      check: "card",
      after: 2,
    },
    confidence: 0.95,
    examples: [
      "4111 1111 1111 1111",
      "378282246310005",
      "5555-5555-5555-4444",
      "4111 - 1111 - 1111 - 1111",
      "6304 0000 0000 0000 000",
    ],
    counterExamples: [
      "4111 1111 1111 1112",
      "1234567812345670",
      "5457 5459 5423 5432 5482 5494 5477 5471",
      "https://chat.example.com/channels/812037309376495636",
      "00000010: 4111 1111 1111 1111",
    ],
  },
  {
    name: "card-maestro",
    kind: "card",
    what: "A payment card number",
    detector: {
      // Maestro gives numbers of twelve digits, too; so short, only its own beginnings are believed.
      pattern:
        "\\b(?:50[1-3]\\d|5[6-8]\\d{2}|0604|63(?:04|90)|67(?:59|6[1-3]))(?:[ ._-]?\\d{4}){2}\\b",
      check: "card",
      after: 2,
    },
    confidence: 0.85,
    examples: ["pay with 5018 0000 0009 please", "x,501800000009,y"],
    counterExamples: ["501800000008", "2-5018 0000 0009"],
  },
  {
    name: "card-named",
    kind: "card",
    what: "A payment card number",
    detector: {
      pattern:
        "(?i)(?:\\bcard|\\bvisa\\b|mastercard|\\bamex|maestro|\\bpan\\b|\\bccn?\\b|kreditkarte|\\bcarte\\b|tarjeta)[^\\d\\n]{0,24}?\\n?\\s{0,4}(\\d(?:[ ._-]{0,3}\\d){11,18})\\b",
      check: "card",
      after: 2,
    },
    confidence: 0.95,
    examples: ["card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "Kreditkarte: 4111.1111.1111.1111"],
    counterExamples: ["card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2", "card 1234567812345670"],
  },
  ibanOf(
    "iban-a-k",
    countries.filter((code) => code < "L"),
    "DE89 3704 0044 0532 0130 00",
  ),
  ibanOf(
    "iban-l-z",
    countries.filter((code) => code >= "L"),
    "NL91ABNA0417164300",
  ),
  {
    name: "bank-account",
    what: "A bank account number",
    detector: {
      pattern: `(?i)\\b(?:account|acct|a/c|kontonummer)${BETWEEN}(\\d{6,17})\\b`,
      check: "numbered",
    },
    confidence: 0.7,
    examples: ["Account: 2633839462", "acct no. 12345678"],
    counterExamples: ["account 12 of 40"],
  },
  {
    name: "bank-routing",
    what: "A bank's routing number, as it stands beside an account",
    detector: {
      pattern: `(?i)\\b(?:routing|aba|rtn)${BETWEEN}(\\d(?:[ .-]{0,2}\\d){8})\\b`,
      check: "aba-routing",
    },
    examples: ["routing number 021000021"],
    counterExamples: ["routing number 021000022"],
  },
  {
    name: "medical-record",
    what: "A medical record number",
    detector: {
      pattern: `(?i)\\b(?:mrn|medical[\\s_-]?record|patient[\\s_-]?(?:id|number|no)|chart[\\s_-]?(?:number|no))\\b${BETWEEN}[\\s-]?((?:mrn[:\\s-]{0,3})?[a-z]{0,3}-?\\d{4,12})\\b`,
    },
    examples: ["MRN-7419342", "Medical record number: 00123456", "(MRN: MRN-4016436)"],
    counterExamples: ["the patient no 5 complained"],
  },
  {
    name: "number-before-name",
    kind: "other-number",
    what: "A number, and what it is",
    detector: {
      pattern:
        "(?i)\\b([a-z]{0,3}\\d[a-z]?\\d{4,16}[a-z]?|\\d{2,6}(?:[ -]\\d{1,7}){1,3}) is (?:my|his|her|our|their|your|the) (?:[a-z]{2,8} )?(?:account|acct|passport|driver|licen[cs]e|medical|patient|mrn|routing|aba)(?:\\b|s|_)",
      check: "numbered",
    },
    examples: [
      "12345678 is my bank account number",
      "C1234567 is her passport number",
      "729024-409 is the account_number",
    ],
    counterExamples: ["12345678 is the answer", "2024 is the account year"],
  },
  {
    name: "health-plan",
    what: "A number of a health plan or insurance",
    detector: {
      pattern: `(?i)\\b(?:health[\\s_-]?plan|insurance|policy|member|beneficiary|subscriber|medicare|medicaid)[\\s_-](?:number|num|no\\.?|id|nr\\.?|#)${BETWEEN}([a-z]{0,4}[0-9][a-z0-9-]{4,16})\\b`,
      check: "numbered",
    },
    confidence: 0.7,
    examples: ["Member ID: XEH928374651", "policy number 4471-22983"],
    counterExamples: ["member id: none"],
  },
  {
    name: "nhs-number",
    what: "An NHS number",
    detector: {
      pattern: "(?i)\\bnhs[^\\d\\n]{0,16}(\\d{3}[ -]?\\d{3}[ -]?\\d{4})\\b",
      check: "nhs",
    },
    examples: ["NHS number 943 476 5919"],
    counterExamples: ["NHS number 943 476 5918"],
  },
  {
    name: "driver-licence",
    what: "A driver's licence number",
    detector: {
      pattern: `(?i)\\b(?:driver'?s?'?|driving)[\\s_-]{1,2}licen[cs]e${BETWEEN}([a-z]{0,3}\\d[a-z0-9-]{4,18})\\b`,
      check: "numbered",
    },
    examples: ["My driver's license number is A56319335", "driving licence no. 50473044"],
    counterExamples: ["a driver's license is required"],
  },
  {
    name: "driver-licence-short",
    kind: "driver-licence",
    what: "A driver's licence number",
    detector: {
      pattern:
        "\\bDL (?:is |on (?:your|my|his|her) file (?:is |to ))?([A-Z]{1,3}-?\\d[A-Z0-9-]{5,18}|\\d{7,9}[A-Z]?)\\b",
      check: "document-number",
    },
    examples: ["my DL is C70-02-6353", "DL A1234567", "the DL on your file to 3384885"],
    counterExamples: ["DL 380", "120 mg/dL 2024"],
  },
  {
    name: "passport",
    what: "A passport number",
    detector: {
      pattern: `(?i)\\bpassport${BETWEEN}([a-z]{0,3}\\d{5,9}[a-z]?)\\b`,
      check: "numbered",
    },
    examples: ["Passport No: C01X00T47".replace("X00T", "5006"), "passport number is 512345678"],
    counterExamples: ["passport 2 years old"],
  },
  {
    name: "national-id",
    what: "A national identity or tax number",
    detector: {
      pattern: `(?i)\\b(?:national[\\s_-](?:id(?:entity)?|insurance)|nino|aadhaar|social[\\s_-]insurance|curp|cpf\\b|dni\\b|nie\\b|steuer-?id|bsn|pesel|codice[\\s_-]fiscale|personnummer|tax[\\s_-]?id(?:entification)?|id[\\s_-]number)${BETWEEN}([a-z]{0,6} ?\\d[a-z0-9 ./-]{4,20}[a-z0-9])\\b`,
      check: "numbered",
    },
    confidence: 0.7,
    examples: ["National Insurance number: QQ 12 34 56 C", "Aadhaar 2345 6789 0123"],
    counterExamples: ["national id card", "\\nIERC1155Upgradeable"],
  },
  {
    name: "birth-date",
    what: "A date of birth",
    detector: {
      pattern:
        "(?i)(?:\\bdob\\b|date[\\s_-]?of[\\s_-]?birth|birth[\\s_-]?(?:date|day)|\\bborn|geburtsdatum)[^\\d\\n]{0,20}?(\\d{1,4}[-./ ]\\d{1,2}[-./ ]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th)?\\.? (?:jan|feb|m[aä]r|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?,? \\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})\\b",
    },
    examples: ["DOB: 3/23/1940", "She was born on 12 March 1961", "born March 12, 1961"],
    counterExamples: ["born in 1961", "released 3/23/2020"],
  },
  {
    name: "vin",
    what: "A vehicle identification number",
    detector: { pattern: `(?i)\\bvin${BETWEEN}([a-hj-npr-z0-9]{17})\\b`, check: "vin" },
    examples: ["VIN: 1M8GDM9AXKP042788"],
    counterExamples: ["VIN: 1M8GDM9A1KP042788"],
  },
];
