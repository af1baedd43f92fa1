import {
  type CharSet,
  DIGIT,
  foldCase,
  NEWLINE,
  SPACE,
  toSet,
  unicodeSet,
  WORD,
  without,
} from "./charSet.ts";
import { type Cursor, fault } from "./cursor.ts";

const POSIX: Record<string, CharSet> = {
  alnum: [48, 57, 65, 90, 97, 122],
  alpha: [65, 90, 97, 122],
  ascii: [0, 127],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit: DIGIT,
  graph: [33, 126],
  lower: [97, 122],
  print: [32, 126],
  punct: [33, 47, 58, 64, 91, 96, 123, 126],
  space: [9, 13, 32, 32],
  upper: [65, 90],
  word: WORD,
  xdigit: [48, 57, 65, 70, 97, 102],
};

const LETTERS: Record<string, CharSet> = { d: DIGIT, w: WORD, s: SPACE, N: without(NEWLINE) };
const CONTROLS: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** `\d`, `\W`, `\pL`, `\p{Greek}`, `\P{L}`: the set, or undefined when no class stands at the cursor. */
export function readShorthand(cursor: Cursor): CharSet | undefined {
  const letter = cursor.text[cursor.at + 1] ?? "";
  const plain = LETTERS[letter];
  const negated = LETTERS[letter.toLowerCase()];
  if (plain) {
    cursor.at += 2;
    return plain;
  }
  if (negated && letter !== "n") {
    cursor.at += 2;
    return without(negated);
  }
  return letter === "p" || letter === "P" ? readProperty(cursor, letter === "P") : undefined;
}

function readProperty(cursor: Cursor, isNegated: boolean): CharSet {
  const found = /^\\[pP](?:\{(\^?)(\w+)\}|(\w))/.exec(cursor.text.slice(cursor.at, cursor.at + 40));
  const set = found ? unicodeSet(found[2] ?? found[3] ?? "") : undefined;
  if (!found || !set) throw fault(cursor, "unknown Unicode class");
  cursor.at += found[0].length;
  return isNegated !== (found[1] === "^") ? without(set) : set;
}

const hexAt = (cursor: Cursor): { code: number; length: number } | undefined => {
  const found = /^\\x(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(
    cursor.text.slice(cursor.at, cursor.at + 12),
  );
  return found
    ? { code: Number.parseInt(found[1] ?? found[2] ?? "0", 16), length: found[0].length }
    : undefined;
};

/** The code point a backslash stands for. Back-references and unknown letters are faults, as in RE2. */
export function readEscape(cursor: Cursor): number {
  const hex = hexAt(cursor);
  if (hex) {
    cursor.at += hex.length;
    return hex.code;
  }
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{2})/.exec(cursor.text.slice(cursor.at, cursor.at + 5));
  if (octal) {
    cursor.at += octal[0].length;
    return Number.parseInt(octal[1] ?? "0", 8);
  }
  const char = cursor.text[cursor.at + 1];
  if (char === undefined) throw fault(cursor, "a backslash at the end");
  const control = CONTROLS[char];
  if (control === undefined && /[a-zA-Z0-9]/.test(char)) {
    throw fault(cursor, `\\${char} is not of RE2's syntax (no look-around, no back-references)`);
  }
  cursor.at += 2;
  return control ?? char.charCodeAt(0);
}

function readPosix(cursor: Cursor): CharSet | undefined {
  const found = /^\[:(\^?)(\w+):\]/.exec(cursor.text.slice(cursor.at, cursor.at + 14));
  const set = found ? POSIX[found[2] ?? ""] : undefined;
  if (!found || !set) return undefined;
  cursor.at += found[0].length;
  return found[1] === "^" ? without(set) : set;
}

function readClassCode(cursor: Cursor): number {
  if (cursor.text[cursor.at] === "\\") return readEscape(cursor);
  const code = cursor.text.codePointAt(cursor.at);
  if (code === undefined) throw fault(cursor, "a class without its end");
  cursor.at += code > 0xffff ? 2 : 1;
  return code;
}

function readMember(cursor: Cursor): CharSet {
  const { text } = cursor;
  const set =
    text[cursor.at] === "["
      ? readPosix(cursor)
      : text[cursor.at] === "\\"
        ? readShorthand(cursor)
        : undefined;
  if (set) return set;
  const from = readClassCode(cursor);
  let to = from;
  if (text[cursor.at] === "-" && text[cursor.at + 1] !== "]" && cursor.at + 1 < text.length) {
    const dash = cursor.at;
    cursor.at += 1;
    if (text[cursor.at] === "\\" && readShorthand(cursor)) cursor.at = dash;
    else to = readClassCode(cursor);
  }
  if (to < from) throw fault(cursor, "a range that runs backwards");
  if (from > 0xffff) throw fault(cursor, "characters beyond the basic plane in a class");
  return [from, Math.min(to, 0xffff)];
}

/** `[…]` from its bracket on. */
export function readClass(cursor: Cursor, ignoresCase: boolean): CharSet {
  cursor.at += 1;
  const isNegated = cursor.text[cursor.at] === "^";
  if (isNegated) cursor.at += 1;
  const first = cursor.at;
  const ranges: number[] = [];
  while (cursor.text[cursor.at] !== "]" || cursor.at === first) {
    if (cursor.at >= cursor.text.length) throw fault(cursor, "a class without its end");
    ranges.push(...readMember(cursor));
  }
  cursor.at += 1;
  const set = ignoresCase ? foldCase(toSet(ranges)) : toSet(ranges);
  return isNegated ? without(set) : set;
}
