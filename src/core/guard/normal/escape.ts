/** One escape: how many units it takes, and the code point it stands for. "more": it may be one when more text is there. */
export type Escape = { readonly length: number; readonly code: number };
export type EscapeAt = Escape | "more" | undefined;

/** Units that begin an escape: %, &, \ and the = of quoted-printable is left out, too much begins with it. */
export const ESCAPE_STARTS: readonly string[] = ["%", "&", "\\"];

/** Units of the longest escape: a character of four bytes, percent-encoded. */
export const LONGEST_ESCAPE = 12;

/** HTML's names for what separates, joins or is part of what the guard looks for. */
const NAMES: Record<string, string> = {
  amp: "&",
  apos: "'",
  ast: "*",
  bsol: "\\",
  colon: ":",
  comma: ",",
  commat: "@",
  dash: "-",
  dollar: "$",
  equals: "=",
  excl: "!",
  gt: ">",
  hyphen: "-",
  lbrack: "[",
  lowbar: "_",
  lpar: "(",
  lt: "<",
  nbsp: " ",
  num: "#",
  percnt: "%",
  period: ".",
  plus: "+",
  quot: '"',
  rbrack: "]",
  rpar: ")",
  semi: ";",
  shy: "\u00ad",
  sol: "/",
  Tab: "\t",
  NewLine: "\n",
  verbar: "|",
  zwj: "\u200d",
  zwnj: "\u200c",
};

const HEX = /^[0-9a-fA-F]$/;
const isHex = (char: string | undefined): boolean => char !== undefined && HEX.test(char);

/** `text` begins with the unit that may begin an escape, and is all there is of it, or at least `LONGEST_ESCAPE` units. */
export function readEscapeAt(text: string, isWhole: boolean): EscapeAt {
  const found =
    text[0] === "%" ? readPercent(text) : text[0] === "&" ? readEntity(text) : readBackslash(text);
  return found === "more" && (isWhole || text.length >= LONGEST_ESCAPE) ? undefined : found;
}

function byteAt(text: string, at: number): number | "more" | undefined {
  if (at < text.length && text[at] !== "%") return undefined;
  if (text.length > at + 1 && !isHex(text[at + 1])) return undefined;
  if (text.length < at + 3) return "more";
  return isHex(text[at + 2]) ? Number.parseInt(text.slice(at + 1, at + 3), 16) : undefined;
}

/** How many bytes follow a first byte in UTF-8, and the bits it gives; undefined where none can begin with it. */
export function leadOf(
  byte: number,
): { readonly count: number; readonly bits: number } | undefined {
  if (byte < 0x80) return { count: 0, bits: byte };
  if (byte < 0xc2 || byte > 0xf4) return undefined;
  if (byte < 0xe0) return { count: 1, bits: byte & 0x1f };
  return byte < 0xf0 ? { count: 2, bits: byte & 0x0f } : { count: 3, bits: byte & 0x07 };
}

/** Bytes that are no UTF-8 are read as Latin-1, one by one. */
function readPercent(text: string): EscapeAt {
  const first = byteAt(text, 0);
  if (first === undefined || first === "more") return first;
  const lead = leadOf(first);
  let code = lead?.bits ?? first;
  for (let i = 1; i <= (lead?.count ?? 0); i += 1) {
    const byte = byteAt(text, i * 3);
    if (byte === "more") return "more";
    if (byte === undefined || byte >> 6 !== 2) return { length: 3, code: first };
    code = (code << 6) | (byte & 0x3f);
  }
  return code > 0x10ffff
    ? { length: 3, code: first }
    : { length: 3 + 3 * (lead?.count ?? 0), code };
}

const NUMERIC = /^&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}))(;|[^0-9a-fA-F])/;
const MAY_BE_ENTITY = /^&(?:#(?:\d{0,7}|[xX][0-9a-fA-F]{0,6})|[a-zA-Z]{0,8})$/;

function readEntity(text: string): EscapeAt {
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const code = numeric[1] ? Number(numeric[1]) : Number.parseInt(numeric[2] ?? "0", 16);
    const length = numeric[0].length - (numeric[3] === ";" ? 0 : 1);
    return code > 0x10ffff ? undefined : { length, code };
  }
  const name = /^&([a-zA-Z]{2,8});/.exec(text)?.[1];
  const char = name === undefined ? undefined : NAMES[name];
  if (name !== undefined && char !== undefined) {
    return { length: name.length + 2, code: char.charCodeAt(0) };
  }
  return MAY_BE_ENTITY.test(text) ? "more" : undefined;
}

const CONTROLS: Record<string, number> = {
  n: 10,
  r: 13,
  t: 9,
  '"': 34,
  "'": 39,
  "/": 47,
  "\\": 92,
};
const HEX_FORMS = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\})/;
const MAY_BE_HEX = /^\\(?:u[0-9a-fA-F]{0,3}|x[0-9a-fA-F]?|u\{[0-9a-fA-F]{0,6})?$/;

function readBackslash(text: string): EscapeAt {
  const found = HEX_FORMS.exec(text);
  if (found) {
    const code = Number.parseInt(found[1] ?? found[2] ?? found[3] ?? "0", 16);
    return code > 0x10ffff ? undefined : { length: found[0].length, code };
  }
  if (MAY_BE_HEX.test(text)) return "more";
  const control = CONTROLS[text[1] ?? ""];
  return control === undefined ? undefined : { length: 2, code: control };
}
