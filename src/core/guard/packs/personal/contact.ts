import type { Datum } from "./datum.ts";

const EXTENSION = "(?:,?\\s?\\(?(?:x|ext(?:ension)?\\.?|#)\\s?\\d{1,6})?";
/** Digits in groups, with what people put between them. */
const GROUPED = `\\+?\\(?\\d[\\d ()._/-]{4,22}\\d${EXTENSION}`;
const TELEPHONE =
  "(?:tele)?phone|\\btel|mobile|contact (?:number|no\\b)|(?:call|ring|text|contact|reach|sms) (?:(?:me|us|him|her|them|back) )?(?:at|on) |contact us:|my number(?:'s| is)|land ?line|direct line|voice ?mail (?:at|on)|\\bcell|\\bfax|whatsapp|\\bsms|hotline|\\bcall(?:ing)?|\\breach|\\bdial|answering|telefon|handy|t[ée]l[ée]phone";

const national = (
  name: string,
  pattern: string,
  examples: readonly string[],
  counterExamples: readonly string[],
): Datum => ({
  name: `phone-${name}`,
  kind: "phone",
  what: "A telephone number",
  detector: { pattern: `${pattern}${EXTENSION}`, check: "phone-national", after: 2 },
  examples,
  counterExamples,
});

/** Ways to reach a person. */
export const contactData: readonly Datum[] = [
  {
    name: "email",
    what: "An e-mail address",
    detector: {
      pattern:
        "(?:\\b|_)([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z0-9-]{2,24})(?:\\b|_)",
      check: "email",
      after: 2,
    },
    confidence: 0.95,
    examples: [
      "Write to ada.lovelace@example.com.",
      "_ada@example.com_",
      "ADA@EXAMPLE.CO.UK",
      "?mail=ada%40example.com",
    ],
    counterExamples: [
      "security@example.com",
      "git@example.com:ada/engine.git",
      "serde@1.0.200",
      "root@localhost",
    ],
  },
  {
    name: "email-quoted",
    kind: "email",
    what: "An e-mail address",
    detector: {
      // RFC 5321, 4.1.2: what stands before the sign may be a quoted string.
      pattern:
        '"[A-Za-z0-9._%+ -]{1,64}"@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z0-9-]{2,24}(?:\\b|_)',
      check: "email",
      after: 2,
    },
    confidence: 0.9,
    examples: ['"ada lovelace"@example.com'],
    counterExamples: ['import "x"@1.2.0', 'f("a")@b'],
  },
  {
    name: "email-spelled",
    kind: "email",
    what: "An e-mail address, spelled out",
    detector: {
      pattern:
        "(?i)\\b[a-z0-9][a-z0-9._+-]{0,63}\\s?[\\[({<]\\s?at\\s?[\\])}>]\\s?[a-z0-9-]{1,63}(?:\\s?(?:[\\[({<]\\s?dot\\s?[\\])}>]|\\.)\\s?[a-z0-9-]{1,63}){1,4}",
    },
    examples: ["ada [at] example [dot] com", "ada(at)example.com"],
    counterExamples: ["look (at) it"],
  },
  {
    name: "email-webmail",
    kind: "email",
    what: "An e-mail address, spelled out",
    detector: {
      // As with "at … dot …", what stands before is let go.
      pattern:
        "(?i)\\w\\s{1,2}((?:at|@)\\s{0,2}(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|icloud|aol|proton(?:mail)?|fastmail|gmx|zoho|yandex|mail)\\s{0,2}(?:\\.|dot)\\s{0,2}(?:com|me|net|org|de|fr|co\\.uk|ru))\\b",
    },
    examples: ["ada.lovelace at gmail.com", "ada @ outlook . com"],
    counterExamples: ["hosted at github.com", "look at gmail"],
  },
  {
    name: "email-words",
    kind: "email",
    what: "An e-mail address, spelled out",
    detector: {
      // What stands before "at" is let go: else every word would be held for the next. Without the rest it leads nowhere.
      pattern:
        "(?i)\\b[a-z0-9][a-z0-9._+-]{0,63}\\s(at\\s[a-z0-9-]{1,63}(?:\\sdot\\s[a-z0-9-]{2,63}){1,4})\\b",
    },
    examples: ["ada at example dot com"],
    counterExamples: ["look at the dot"],
  },
  {
    name: "phone-international",
    kind: "phone",
    what: "A telephone number",
    detector: {
      pattern: `\\+\\d{1,3}[) ._-]{0,3}(?:\\(\\d{1,4}\\)|\\d{1,4})(?:[ ._/-]{0,3}\\d{2,8}){1,5}${EXTENSION}`,
      check: "phone-international",
    },
    confidence: 0.9,
    examples: [
      "+18853448038",
      "+44 20 7946 0958",
      "+1 (415) 555-2671",
      "+493012345678",
      "(+62) 404 7440 498",
      "+61_412_345_678",
    ],
    counterExamples: ["a+1234567890", "UTC+0200", "+1 000 000", "+275760-09-12T23:59:59"],
  },
  {
    name: "phone-apart",
    kind: "phone",
    what: "A telephone number, digit by digit",
    detector: { pattern: "\\+ ?\\d(?: \\d){9,14}\\b", check: "phone-apart" },
    examples: ["+ 3 8 9 4 8 7 1 8 8 1 6", "+4 7 4 0 6 1 2 3 4 5"],
    counterExamples: ["1 + 2 3", "+ 0 0 0 0 0 0 0 0 0 0 0"],
  },
  // Three ways to write it, three rules: each then has a text of its own to be found by.
  national(
    "dashes",
    "\\b\\d{3}-\\d{3}-\\d{4}",
    ["415-555-2671x12", "001-415-555-2671"],
    ["000-000-0000", "1415-555-2671-99", "415-555-26712"],
  ),
  national("dots", "\\b\\d{3}\\.\\d{3}\\.\\d{4}", ["415.555.2671"], ["10.415.555.2671"]),
  national(
    "brackets",
    "\\(\\d{3}\\)[\\s.-]{0,3}\\d{3}[-. ]{1,3}\\d{4}",
    ["(415) 555-2671", "(415).555.2671"],
    ["f(415) 555-26712"],
  ),
  national(
    "slash-dash",
    "\\b[2-9]\\d{2}/[2-9]\\d{2}-\\d{4}",
    ["415/555-2671"],
    ["415/555-26712", "2024/415/555-2671"],
  ),
  {
    name: "phone-spaces",
    kind: "phone",
    what: "A telephone number",
    detector: {
      pattern: `\\b[2-9]\\d{2} [2-9]\\d{2} \\d{4}${EXTENSION}`,
      check: "phone-spaces",
      after: 4,
    },
    examples: ["415 555 2671 is hers", "x,415 555 2671,y"],
    counterExamples: ["12 415 555 2671", "415 555 2671 99", "0x415 555 2671"],
  },
  {
    name: "phone-after-word",
    kind: "phone",
    what: "A telephone number",
    detector: {
      pattern: `(?i)(?:${TELEPHONE})(?:[^\\d\\n+(]{0,24}|[a-z .]{0,10}[:.]?[ \\t]{0,2}\\r?\\n[ \\t]{0,4}|\\?\\s[a-z]{2,10}: (?:[a-z']{2,8}[,.]? ){0,3})(${GROUPED})`,
      check: "phone-in-context",
    },
    examples: [
      "You can call 33 93 31",
      "Tel.: 030 901820",
      "They are not answering at (88) 684-334",
      "Call me at 917842653.",
      "contact number 96123446",
      "Give me a ring at 64 22 34",
      "my number's 5652774512",
      "My landline is 541 838 644",
      "Phone:\n030 901820 ext. 12",
      "Your mobile?\nCustomer: sure, 61 047 441",
    ],
    counterExamples: [
      "call 1000000 times",
      "mobile since 2020-01-02",
      "reach on 2020-01-02",
      "google/libphonenumber/commit/c6277266fba8223c",
      "reads phone numbers\n\n0.3.6 / 16.02.2017",
    ],
  },
  {
    name: "phone-before-word",
    kind: "phone",
    what: "A telephone number",
    detector: {
      pattern: `(?i)(${GROUPED})[ ,-]{1,3}\\(?(?:office|fax|mobile|cell|phone|telephone)\\b`,
      check: "phone-in-context",
    },
    examples: ["042 078 6381 office", "06-10446904-Office", "96 228011 (mobile)"],
    counterExamples: ["in 2021 mobile phones", "browser/94.0.4590.2 mobile", "12 office chairs"],
  },
  {
    name: "address",
    what: "A street address",
    detector: {
      pattern:
        "\\b\\d{0,5}\\d [A-Z][A-Za-z'.-]{1,24}(?: [A-Z0-9][A-Za-z0-9'.-]{0,24}){0,4} (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Way|Court|Ct|Place|Pl|Terrace|Ter|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Square|Sq)\\b\\.?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|#)\\.? ?[A-Za-z0-9-]{1,6})?(?:,? [A-Z][A-Za-z.-]{1,24}){0,4}(?:,? \\d{5}(?:-\\d{4})?)?",
    },
    examples: ["8418 Aspen Dr, Springfield, SC 76456", "221 Baker Street"],
    counterExamples: ["3 Ways to drive", "It has 2 Modes on the Street"],
  },
];
