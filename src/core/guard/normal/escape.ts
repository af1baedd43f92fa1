/** One escape: how many units it takes, and the code point it stands for. "more": it may be one when more text is there. */
export type Escape = { readonly length: number; readonly code: number };
export type EscapeAt = Escape | "more" | undefined;

/**
 * Units that begin an escape: %, &, \ and controls that stand for nothing by themselves: those met in texts (zero, those of
 * chats' colours, bell, backspace, escape, delete), since each needs a class of its own in the automaton. The = of
 * quoted-printable is left out: too much begins with it.
 */
export const ESCAPE_STARTS: readonly string[] = [
  ..."%&\\\u0000\u0001\u0002\u0003\u0007\u0008\u001b\u007f",
];
const STARTS = Uint8Array.from({ length: 128 }, (_, unit) =>
  Number(ESCAPE_STARTS.includes(String.fromCharCode(unit))),
);
export const startsEscape = (unit: number): boolean => unit < 128 && STARTS[unit] === 1;

/** True of a control that stands for nothing in a text: all but spaces and separators. */
export const isUnseenControl = (code: number): boolean =>
  code < 9 || (code > 13 && code < 28) || code === 127;

/** Units of the longest escape: one that colours what follows. */
export const LONGEST_ESCAPE = 32;

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
  const found = readAnyAt(text);
  return found === "more" && (isWhole || text.length >= LONGEST_ESCAPE) ? undefined : found;
}

function readAnyAt(text: string): EscapeAt {
  if (text[0] === "%") return readPercent(text);
  if (text[0] === "&") return readEntity(text);
  return text[0] === "\\" ? readBackslash(text) : readControl(text);
}

/** What makes a terminal colour the text (ECMA-48, 5.4), behind its beginning. */
const COLOUR = "\\[[0-9;:?]{0,20}";
const COLOURS = new RegExp(`^\u001b${COLOUR}[@-~]`);
const MAY_BE_COLOUR = new RegExp(`^\u001b(?:${COLOUR})?$`);

function readControl(text: string): EscapeAt {
  const found = COLOURS.exec(text);
  if (found) return { length: found[0].length, code: 0 };
  return MAY_BE_COLOUR.test(text) ? "more" : { length: 1, code: 0 };
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
  const unit = /^%u([0-9a-fA-F]{4})/.exec(text)?.[1];
  if (unit !== undefined) return { length: 6, code: Number.parseInt(unit, 16) };
  if (/^%u[0-9a-fA-F]{0,3}$/.test(text)) return "more";
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

const NUMERIC = /^&#(?:0{0,8}(\d{1,7})(;|\D)|[xX]0{0,8}([0-9a-fA-F]{1,6})(;|[^0-9a-fA-F]))/;
const MAY_BE_ENTITY = /^&(?:#(?:\d{0,15}|[xX][0-9a-fA-F]{0,14})|[a-zA-Z]{0,8})$/;

function readEntity(text: string): EscapeAt {
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const code = numeric[1] ? Number(numeric[1]) : Number.parseInt(numeric[3] ?? "0", 16);
    const length = numeric[0].length - ((numeric[2] ?? numeric[4]) === ";" ? 0 : 1);
    return code > 0x10ffff ? undefined : { length, code };
  }
  const name = /^&([a-zA-Z]{2,8});/.exec(text)?.[1];
  const char = name === undefined ? undefined : NAMES[name];
  if (name !== undefined && char !== undefined) {
    return { length: name.length + 2, code: char.charCodeAt(0) };
  }
  return MAY_BE_ENTITY.test(text) ? "more" : undefined;
}

/** What stands behind a backslash for a control; before a sign of punctuation it stands for that. */
const CONTROLS: Record<string, number> = { n: 10, r: 13, t: 9 };
const PUNCTUATION = /^[!-/:-@[-`{-~]$/;

/** In C, JSON, Java, Python, Perl, Rust; CSS, which ends two digits by a space; and octal. */
const FORMS =
  /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[ux]\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|(?:0000)([2-7][0-9a-fA-F])|([2-7][0-9a-fA-F]) )/;
const OCTAL = /^\\(?!000)([0-3][0-7]{2})/;
const MAY_BE_FORM =
  /^\\(?:u[0-9a-fA-F]{0,3}|x[0-9a-fA-F]?|[ux]\{[0-9a-fA-F]{0,6}|U[0-9a-fA-F]{0,7}|0{0,4}|0000[2-7]|[0-3][0-7]?|[2-7][0-9a-fA-F]?)?$/;

/** A colour whose beginning is spelled with an escape itself, as logs in JSON have it. */
const SPELLED = "\\\\(?:x1[bB]|u001[bB]|033|e)";
const SPELLED_COLOURS = new RegExp(`^${SPELLED}${COLOUR}[@-~]`);
const MAY_BE_SPELLED = new RegExp(`^${SPELLED}(?:${COLOUR})?$`);

function readBackslash(text: string): EscapeAt {
  const colour = SPELLED_COLOURS.exec(text);
  if (colour) return { length: colour[0].length, code: 0 };
  if (MAY_BE_SPELLED.test(text)) return "more";
  const found = FORMS.exec(text);
  if (found) {
    const code = Number.parseInt(found.slice(1).find((digits) => digits !== undefined) ?? "0", 16);
    return code > 0x10ffff ? undefined : { length: found[0].length, code };
  }
  if (MAY_BE_FORM.test(text)) return "more";
  const octal = OCTAL.exec(text)?.[1];
  if (octal !== undefined) return { length: 4, code: Number.parseInt(octal, 8) };
  const next = text[1] ?? "";
  const control = CONTROLS[next] ?? (PUNCTUATION.test(next) ? next.charCodeAt(0) : undefined);
  return control === undefined ? undefined : { length: 2, code: control };
}
