import { z } from "zod";

/*
 * Everything an advisory says is data that ends in files, terminals, feeds and pages. Control characters, lone
 * surrogates and the marks that reorder text (Unicode TR 36, "bidi") are refused here, once.
 */
const REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069";
const UNFIT_FOR_XML = "\ufffe\uffff";
const LINE = new RegExp(
  `^[^\\p{Cc}\\p{Surrogate}\\u2028\\u2029${REORDERING}${UNFIT_FOR_XML}]+$`,
  "u",
);
const PROSE = new RegExp(
  `^(?:[\\n\\t]|[^\\p{Cc}\\p{Surrogate}${REORDERING}${UNFIT_FOR_XML}])*$`,
  "u",
);

const trimmed = (text: string) => text.trim() === text;

/** One line of plain text: not empty, no space at either end. `max` counts UTF-16 units. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(LINE, "One line of text without control characters is needed.")
    .refine(trimmed, "Remove the space at the ends.");

/** Plain text of several lines; may be empty unless `min` is 1. */
export const prose = (max: number, min = 0) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(PROSE, "Control characters and marks that reorder text are not allowed.")
    .refine(trimmed, "Remove the space at the ends.");

/** A moment in UTC, RFC 3339 with `Z`: `2026-09-22T06:00:00Z`. */
export const instant = z.iso
  .datetime({ error: "Write the moment in UTC, such as 2026-09-22T06:00:00Z." })
  .regex(/^(?:19|2\d)\d{2}-.{14}(?:\.\d{1,3})?Z$/, "Years 1900 to 2999, milliseconds at most.");

const URI_CHARACTERS = "(?:[A-Za-z0-9\\-._~:/@!$&'()*+,;=?]|%[0-9A-Fa-f]{2})*";
const HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?";

/** A link that may be followed from a public page: http or https, ASCII, percent-encoded (RFC 3986). */
export const webUrl = z
  .string()
  .max(2048)
  .regex(
    new RegExp(`^https?://${HOST}(?:[/?]${URI_CHARACTERS})?(?:#${URI_CHARACTERS})?$`),
    "Write an http or https address; percent-encode spaces and other special characters.",
  );

/** Where a publisher's tree begins: `https://advisories.example.org`, or below a path of it; no slash at the end. */
export const treeAddress = z
  .string()
  .max(255)
  .regex(
    new RegExp(`^https://${HOST}(?:/[A-Za-z0-9_-]+)*$`),
    "Write an https address, without a slash at its end.",
  );

const RANGE_WORDS = new Set(["after", "all", "before", "earlier", "later", "prior", "versions"]);

/**
 * The name of one version, as its makers write it. Signs and words that would turn it into a range are refused
 * (CSAF 2.0, 6.1.31), as is `0`, which OSV and CVE read as "from the beginning".
 */
export const versionName = line(128)
  .regex(/^[^\s,<>=|*!"\\`]+(?: [^\s,<>=|*!"\\`]+)*$/, "One version, not a range; no commas.")
  .refine(
    (name) => !name.split(" ").some((word) => RANGE_WORDS.has(word.toLowerCase())),
    "One version, not a range: words such as 'before' do not belong in it.",
  )
  .refine((name) => name !== "0", "0 means 'from the beginning': leave the field empty.");
