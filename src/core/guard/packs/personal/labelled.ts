import { foldedWords } from "../foldedWords.ts";
import type { Datum } from "./datum.ts";

/** Between a number's name and the number, in the languages of the names. */
const IS =
  "(?:[\\s_-]{0,2}(?:numbers?|num|no\\b\\.?|n[.°]|nummer|numero|numer|id|nr\\b\\.?|#|code|details|card))?[\"'*`]{0,3}\\s{0,3}[:#=.|]{0,2}[*]{0,2}\\s{0,3}(?:(?:is|was|are|ist|es|est|e)\\s{1,2})?[\"'(*`]{0,3}";

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
    "\\bd\\.?l\\.?[ ]?(?:#|no\\b\\.?|number|num)|(?:driver'?s?'?|driving)[\\s_-]{1,2}licen[cs]e|fuhrerschein|permis de conduire|licencia de conduc(?:ir|tor)|carnet de conducir|patente di guida|carta de conducao|carne de conducir|\\bdln\\b|\\bpatente\\b|rijbewijs|korkort|prawo jazdy",
    "([a-z]{0,6}[ -]?\\d[a-z0-9]{2,18}(?:[ -][a-z0-9]{2,8}){0,3})",
    "numbered",
    [
      "DL# A1234567",
      "DLN: S2025568",
      "permis de conduire n° 255033689333",
      "carné de conducir: 17346632W",
      "Führerschein-Nr. B072RRE2I55",
      "driver's licence no. MORGA753116SM9IJ",
    ],
    ["a driver's licence is needed", "DL number"],
  ],
  [
    "passport-labelled",
    "passport",
    "A passport number",
    `\\bpassport|\\bpasaporte|\\bpasseport|\\breisepass|\\bpassapor(?:to|te)|\\bpaspoort|\\bpaszport|travel document|${foldedWords(["паспорт", "护照号码", "护照", "護照號碼", "護照", "パスポート番号", "여권번호"])}`,
    "((?:[a-z]{1,3} ?)?[a-z0-9]{0,3}\\d[a-z0-9]{4,9}|\\d{2} ?\\d{2} \\d{6})",
    "numbered",
    [
      "passport C01X00T47",
      "passeport n° 18WF89601",
      "护照号码：E86444285",
      "Паспорт: 85 23 683240",
      "**Passport:** C01X00T47",
      "Reisepass-Nr.: C01X0006H",
      "passport details: A 1234567",
    ],
    ["a passport is needed", "passport control 2"],
  ],
  [
    "medical-record-labelled",
    "medical-record",
    "A medical record number",
    "\\bmrn|medical record|patient(?:[\\s_-]?(?:id|no\\b|number|#)|ennummer|en-?nr)|\\bchart[ ]?(?:#|no\\b|number|id)|hospital (?:number|no\\b|id)|\\buhid|historia clinica|dossier (?:medical|patient|numero)|numero de dossier|cartella clinica|prontuario|krankenakte|fallnummer|\\bmed\\.? rec|\\behr id|病历号|カルテ番号",
    "([a-z]{0,4}-?\\d[\\d-]{3,16})",
    "numbered",
    [
      "chart # 12345",
      "cartella clinica n. 1849213",
      "med rec no 15223914",
      "病历号：96370502",
      "| MRN | 00412345 |",
      "UHID 123456789",
      "numéro de dossier 12345678",
      "mrn#00-12-34-56",
    ],
    ["chart no 5", "the medical record is long"],
  ],
  [
    "ssn-labelled",
    "ssn",
    "A social security number",
    "\\bsoc(?:ial)?\\.? sec(?:urity)?|\\bss ?(?:#|no\\b|number)|\\bsin\\b|social insurance|\\bssn|secu(?:rite)? sociale|seguridad social|sozialversicherung\\w{0,9}|ahv-?",
    "(\\d{3}[ .-]?\\d{2,3}[ .-]?\\d{3,4}|[12] ?\\d\\d ?\\d\\d ?\\d[\\dab] ?\\d{3} ?\\d{3}(?: ?\\d\\d)?|\\d\\d[ /]?\\d{6,8}[ /]?(?:[a-z] ?\\d{3}|\\d\\d)|756\\.\\d{4}\\.\\d{4}\\.\\d\\d)",
    "numbered",
    [
      "soc sec 536904399",
      "seguridad social: 28/92627991/57",
      "Sozialversicherungsnummer 12 104944 A 808",
      "AHV-Nr. 756.9217.0769.85",
      "ss# 536 90 4399",
      "SIN: 046 454 286",
    ],
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
    "\\b(?:bank )?(?:account|acct)|\\ba/c|\\bkonto|\\bcuenta|\\bcompte|\\bconto|\\biban|\\bacc\\b|\\brekening|(?:checking|savings|current) account|银行账号|銀行帳號|口座番号|계좌번호",
    "(\\d{2,6}(?:[ -]\\d{2,6}){1,4}|\\d{6,24})",
    "numbered",
    [
      "Bank account: 1234-5678-9012",
      "checking account 123456789",
      "Cuenta: 2100 0418 4502",
      "BSB 062-000 acc 15119811",
      "número de cuenta: 27247052994032713625",
      "银行账号：6222439212121511207",
    ],
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
