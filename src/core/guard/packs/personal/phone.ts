import { foldedWords } from "../foldedWords.ts";
import type { Datum } from "./datum.ts";

/** Digits in groups, with what people put between them. */
const GROUPED =
  "\\+?\\(?\\d[\\d ()./-]{4,22}\\d(?:,?\\s?\\(?(?:x|ext(?:ension)?\\.?|#)\\s?\\d{1,6})?";

/** Words for telephones in other scripts, as they look once they are folded. */
const OTHER_SCRIPTS = foldedWords([
  "电话",
  "電話",
  "手机",
  "телефон",
  "тел",
  "전화",
  "هاتف",
  "τηλέφωνο",
  "टेलीफोन",
  "फ़ोन",
  "טלפון",
  "โทร",
  "điện thoại",
]);

const phone = (
  name: string,
  pattern: string,
  check: string,
  examples: readonly string[],
  counterExamples: readonly string[],
): Datum => ({
  name: `phone-${name}`,
  kind: "phone",
  what: "A telephone number",
  detector: { pattern, check, after: 4 },
  examples,
  counterExamples,
});

/** Telephone numbers by what stands around them, or by the groups in which a country writes them. */
export const phoneData: readonly Datum[] = [
  phone(
    "labelled",
    `(?i)(?:\\bph\\b|\\bmob\\b|rufnummer|\\bfono|puhelin|\\btlf\\b|${OTHER_SCRIPTS})[^\\d\\n+(]{0,24}(${GROUPED})`,
    "phone-in-context",
    ["Ph: 030 901820", "电话：010-1234-5678", "điện thoại: 0982785134", "Rufnummer 089 1234567"],
    ["ph 7.2"],
  ),
  phone(
    "after-weak-word",
    `(?i)(?:\\bnumber|\\bnumero|\\bcontact|\\bcallback|\\btext me|\\bring\\b|\\bline\\b|\\bfax\\b|\\bvoicemail|\\bmessage at|\\boffice\\b|\\b(?:work|home|direct)\\s?[:.]|\\bswitchboard|\\bhelp ?desk|\\bkontakt|\\bappele[zr]|\\bllam(?:ame|e|ar)\\b|\\bchiama|\\bbel\\b|\\bruf(?:en|t)?\\b[^\\d\\n]{0,12}unter|\\btext (?:him|her|them|us|to)\\b)[^\\d\\n+(]{0,24}(${GROUPED})`,
    "phone-grouped",
    [
      "Here's my number: 0121 496 0123",
      "contact Ann at 415 555 2671",
      "leave a message at 0477 11 28 98",
      "home: 24 428557",
      "Appelez le 089 72 63 41",
      "Ruf mich unter 0911 82 91 60 an",
      "emergency contact (030) 901820",
    ],
    [
      "line 12 of 2024-01-02",
      "a line of RFC 5322/2822",
      "number in radix (16/32/58/64",
      "card number 4111 1111 1111 1111",
      "number 1234567890123",
    ],
  ),
  phone(
    "after-text",
    `(?i)\\btext (${GROUPED})`,
    "phone-grouped",
    ["You can text 0348 2102744"],
    ["text 12", "text 2024-01-02", "plain text 1234567"],
  ),
  phone(
    "named-after",
    `(?i)(${GROUPED}) is (?:still )?(?:my|his|her|our|their|your) (?:[a-z]{3,10} )?(?:number|phone|mobile|cell|landline|fax)\\b`,
    "phone-grouped",
    ["0477 11 28 98 is her number", "24 428557 is my private number"],
    ["2024 is my number", "1234 5678 is your account"],
  ),
  phone(
    "misread",
    "(?i:phone|\\btel|mobile|\\bcell|\\bfax)[^\\d\\n+(]{0,12}(\\+?\\(?[\\dlIO][\\dlIO ()./-]{6,22}[\\dlIO])\\b",
    "phone-misread",
    ["Phone +1 (64l) 739-48O2"],
    ["phone Oil lIl", "Phone 030 9018"],
  ),
  phone(
    "letter",
    `\\b(?:[TMPFC]|[Tt]lf|[Mm]ob)[.:] {0,2}(${GROUPED})`,
    "phone-grouped",
    ["T: 030 901820", "M. 0412 345 678"],
    ["T: 12", "P. 1234567"],
  ),
  phone(
    "brackets-zero",
    "\\(0\\d{1,4}\\) ?\\d{2,8}(?:[ -]?\\d{2,8}){0,3}",
    "phone-national",
    ["(030) 901820", "(01632) 960 001", "(0221)4710999"],
    ["f(012) 34567a"],
  ),
  phone(
    "brackets-other",
    "\\((?:\\d{2}|\\d{4})\\) ?\\d{3,5}[ -]\\d{3,4}\\b|\\(\\d{3}\\) ?\\d{3}[ -](?:\\d{3}\\b|\\d{2}-\\d{2}\\b)",
    "phone-national",
    ["(11) 4706-6184", "8 (495) 123-45-67".slice(2), "(88) 684-334"],
    ["(2024) 123-45a"],
  ),
  phone(
    "pairs",
    "\\b0[1-9](?:[ .]\\d\\d){4}\\b",
    "phone-pairs",
    ["01 23 45 67 89", "06.12.34.56.78"],
    [
      "01 23 45 67",
      "1 01 23 45 67 89 10".replaceAll(" ", "  "),
      "30 0a 03 01 02 02 01 06",
      "01 23 45 67 89 ab",
    ],
  ),
  // One rule for all that begin with the zero of a long-distance call: they are found by the same texts.
  phone(
    "zero",
    "\\b(?:0[1-9]\\d{1,3}[ /-][1-9]\\d{5,7}|0[1-9][ /-][1-9]\\d{6,8}|0[1-9]\\d{1,3}(?:[ .-]\\d{2,4}){2,4})\\b",
    "phone-zero",
    [
      "0121 496 0123",
      "090-1234-5678",
      "0412 345 678",
      "07199 614900",
      "0171/2920149",
      "030/6546789",
      "06-42849372",
      "0470-5837275",
      "0699 264 10 93",
      "0721 53 74 19",
    ],
    [
      "0121 496 0123 4567 x".replaceAll(" ", "."),
      "2024-090-1234-5678",
      "0719 961490a",
      "10719 614900",
      "2024/030/6546789",
      "0171/2920",
      "01-02-2024 10",
      "0120 0340 0560 0780",
    ],
  ),
  phone(
    "double-zero",
    "\\b00[1-9]\\d{0,2}[ .-]\\(?\\d{1,4}\\)?(?:[ .-]\\d{2,8}){1,5}\\b",
    "phone-international",
    ["0044 20 7247 3220", "0033 1 42 68 53 00"],
    ["001 002 003", "1000044 20 7247 3220", "0061 0323 0306 0064"],
  ),
  phone(
    "toll-free",
    "\\b1[ -]\\d{3}[ -]\\d{3}[ -]\\d{4}\\b",
    "phone-national",
    ["1-800-555-0199", "1 415 555 2671"],
    ["1-800-555", "11-800-555-0199"],
  ),
];
