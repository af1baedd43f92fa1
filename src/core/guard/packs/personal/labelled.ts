import type { Datum } from "./datum.ts";

/** Between a number's name and the number, in the languages of the names. */
const IS =
  "(?:[\\s_-]{0,2}(?:numbers?|num|no\\b\\.?|nummer|numero|numer|id|nr\\b\\.?|#|code|details|card))?[\"']?\\s{0,3}[:#=.]{0,2}\\s{0,3}(?:(?:is|was|are|ist|es|est|e)\\s{1,2})?[\"'(]?";

type Labelled = readonly [
  name: string,
  kind: string,
  what: string,
  labels: string,
  value: string,
  check: string | null,
  examples: readonly string[],
  counterExamples: readonly string[],
];

const LABELLED: readonly Labelled[] = [
  [
    "driver-licence-labelled",
    "driver-licence",
    "A driver's licence number",
    "\\bd\\.?l\\.?[ ]?(?:#|no\\b\\.?|number|num)|(?:driver'?s?'?|driving)[\\s_-]{1,2}licen[cs]e|fuhrerschein|permis de conduire|licencia de conduc(?:ir|tor)|carnet de conducir|patente di guida|carta de conducao|rijbewijs|korkort|prawo jazdy",
    "([a-z]{0,6}[ -]?\\d[a-z0-9]{2,18}(?:[ -][a-z0-9]{2,8}){0,3})",
    "numbered",
    ["DL# A1234567", "Führerschein-Nr. B072RRE2I55", "driver's licence no. MORGA753116SM9IJ"],
    ["a driver's licence is needed", "DL number"],
  ],
  [
    "passport-labelled",
    "passport",
    "A passport number",
    "\\bpassport|\\bpasaporte|\\bpasseport|\\breisepass|\\bpassaporto|\\bpaspoort|\\bpaszport|travel document",
    "((?:[a-z]{1,3} ?)?[a-z0-9]{0,3}\\d[a-z0-9]{4,9})",
    "numbered",
    ["passport C01X00T47", "Reisepass-Nr.: C01X0006H", "passport details: A 1234567"],
    ["a passport is needed", "passport control 2"],
  ],
  [
    "medical-record-labelled",
    "medical-record",
    "A medical record number",
    "\\bmrn|medical record|patient(?:[\\s_-]?(?:id|no\\b|number|#)|ennummer|en-?nr)|\\bchart[ ]?(?:#|no\\b|number|id)|hospital (?:number|no\\b|id)|\\buhid|historia clinica|dossier (?:medical|patient|numero)|numero de dossier|cartella clinica|prontuario|krankenakte|fallnummer",
    "([a-z]{0,4}-?\\d[\\d-]{3,16})",
    "numbered",
    ["chart # 12345", "UHID 123456789", "numéro de dossier 12345678", "mrn#00-12-34-56"],
    ["chart no 5", "the medical record is long"],
  ],
  [
    "ssn-labelled",
    "ssn",
    "A social security number",
    "\\bsoc(?:ial)?\\.? sec(?:urity)?|\\bss ?(?:#|no\\b|number)|\\bsin\\b|social insurance|\\bssn",
    "(\\d{3}[ .-]?\\d{2,3}[ .-]?\\d{3,4})",
    "numbered",
    ["soc sec 536904399", "ss# 536 90 4399", "SIN: 046 454 286"],
    ["sin of 12", "social security is broken"],
  ],
  [
    "national-insurance",
    "national-id",
    "A National Insurance number",
    "\\bnino\\b|\\bni (?:number|no\\b)|national insurance",
    "([a-ceghj-pr-tw-z][a-ceghj-npr-tw-z] ?\\d{2} ?\\d{2} ?\\d{2} ?[a-d])",
    null,
    ["NI number QQ 12 34 56 C".replace("QQ", "AB"), "nino AB123456C"],
    ["ni number of 12"],
  ],
  [
    "bank-account-labelled",
    "bank-account",
    "A bank account number",
    "\\b(?:bank )?(?:account|acct)|\\ba/c|\\bkonto|\\bcuenta|\\bcompte|\\bconto|\\biban|(?:checking|savings|current) account",
    "(\\d{2,6}(?:[ -]\\d{2,6}){1,4}|\\d{6,17})",
    "numbered",
    ["Bank account: 1234-5678-9012", "checking account 123456789", "Cuenta: 2100 0418 4502"],
    ["account 12 of 40", "on account of 2024"],
  ],
  [
    "bank-code",
    "bank-routing",
    "A bank's code, as it stands beside an account",
    "\\bsort[ _-]?code|\\bbsb|\\btransit|\\bclabe|\\bifsc|\\bblz|bankleitzahl|\\brouting",
    "(\\d{2}-\\d{2}-\\d{2}|\\d{3}-\\d{3}|\\d{5}-\\d{3}|\\d{18}|\\d{8,9}|[a-z]{4}0[a-z0-9]{6})",
    null,
    ["sort code 12-34-56", "BSB 062-000", "transit number 12345-678", "IFSC: HDFC0001234"],
    ["sort code by name", "transit 12"],
  ],
  [
    "bank-bic",
    "bank-bic",
    "A bank's BIC",
    "\\b(?:bic|swift)\\b",
    "((?-i:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?))",
    null,
    ["BIC DEUTDEFF500", "SWIFT code: NWBKGB2L"],
    ["a swift answer", "Swift package"],
  ],
  [
    "account-ending",
    "bank-account",
    "The end of an account's number",
    "\\b(?:account|acct|card)s? (?:number )?(?:ending|ends|that ends) (?:in|with)|last (?:four|4)(?: digits)?(?: of (?:my |the |your )?(?:ssn|card|account|social))?",
    "(\\d{4})",
    null,
    ["account ending in 4821", "last four of ssn 4399"],
    ["ending in 2024-01-01".slice(0, 9)],
  ],
];

const labelledDatum = ([
  name,
  kind,
  what,
  labels,
  value,
  check,
  examples,
  counterExamples,
]: Labelled): Datum => ({
  name,
  kind,
  what,
  detector: {
    pattern: `(?i)(?:${labels})${IS}${value}\\b`,
    ...(check !== null && { check }),
  },
  confidence: 0.75,
  examples,
  counterExamples,
});

/** Numbers that only their names give away, as people write them in several languages. */
export const labelledData: readonly Datum[] = LABELLED.map(labelledDatum);
