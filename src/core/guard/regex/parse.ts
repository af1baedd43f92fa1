import { alternate, concat, EMPTY, type Node, type Pattern, type Place } from "./ast.ts";
import { ANY, type CharSet, foldCase, NEWLINE, without } from "./charSet.ts";
import { type Cursor, fault } from "./cursor.ts";
import { readClass, readEscape, readShorthand } from "./parseClass.ts";

type Flags = { readonly i: boolean; readonly m: boolean; readonly s: boolean; readonly U: boolean };
type Reader = Cursor & { groups: number; depth: number };

const NO_FLAGS: Flags = { i: false, m: false, s: false, U: false };
/** RE2 stops at 1,000; patterns of keys in the wild go a little further. */
const MOST_REPEATS = 4_096;
const DEEPEST = 200;

const PLACES: Record<string, Place> = { A: "begin", z: "end", b: "word", B: "notWord" };

const literal = (code: number, flags: Flags): Node => {
  const units =
    code > 0xffff ? [...String.fromCodePoint(code)].join("") : String.fromCharCode(code);
  return concat(
    units.split("").map((unit): Node => {
      const at = unit.charCodeAt(0);
      return { kind: "set", set: flags.i ? foldCase([at, at]) : [at, at] };
    }),
  );
};

/**
 * Reads a pattern in RE2's syntax (https://github.com/google/re2/wiki/Syntax): no look-around, no back-references.
 * Classes range over UTF-16 units. Throws `PatternFault`.
 */
export function parsePattern(text: string): Pattern {
  const reader: Reader = { text, at: 0, groups: 0, depth: 0 };
  const node = readAlternatives(reader, { ...NO_FLAGS });
  if (reader.at < text.length) throw fault(reader, "a closing bracket too many");
  return { node, groups: reader.groups };
}

function readAlternatives(reader: Reader, outer: Flags): Node {
  reader.depth += 1;
  if (reader.depth > DEEPEST) throw fault(reader, "too deeply nested");
  let flags = outer;
  const branches: Node[] = [];
  let items: Node[] = [];
  while (reader.at < reader.text.length && reader.text[reader.at] !== ")") {
    if (reader.text[reader.at] === "|") {
      reader.at += 1;
      branches.push(concat(items));
      items = [];
      continue;
    }
    const changed = readFlags(reader, flags);
    if (changed) flags = changed;
    else items.push(readRepeats(reader, readAtom(reader, flags), flags));
  }
  branches.push(concat(items));
  reader.depth -= 1;
  return alternate(branches);
}

function withFlags(letters: string, flags: Flags): Flags {
  const out = { ...flags };
  let isOn = true;
  for (const letter of letters) {
    if (letter === "-") isOn = false;
    else out[letter as keyof Flags] = isOn;
  }
  return out;
}

/** `(?i)`: to the end of the group it stands in. */
function readFlags(reader: Reader, flags: Flags): Flags | undefined {
  const found = /^\(\?([imsU]*(?:-[imsU]+)?)\)/.exec(reader.text.slice(reader.at, reader.at + 14));
  if (!found) return undefined;
  reader.at += found[0].length;
  return withFlags(found[1] ?? "", flags);
}

function readGroup(reader: Reader, flags: Flags): Node {
  const head = reader.text.slice(reader.at, reader.at + 80);
  const named = /^\(\?P?<(\w+)>/.exec(head);
  const plain = /^\(\?([imsU]*(?:-[imsU]+)?):/.exec(head);
  if (head.startsWith("(?") && !named && !plain) {
    throw fault(reader, "look-around and other extensions are not of RE2's syntax");
  }
  reader.at += named?.[0].length ?? plain?.[0].length ?? 1;
  let index = 0;
  if (!plain) {
    reader.groups += 1;
    index = reader.groups;
  }
  const item = readAlternatives(reader, plain ? withFlags(plain[1] ?? "", flags) : flags);
  if (reader.text[reader.at] !== ")") throw fault(reader, "a group without its end");
  reader.at += 1;
  return plain ? item : { kind: "group", index, item };
}

const ofSet = (set: CharSet): Node => ({ kind: "set", set });

function readBackslash(reader: Reader, flags: Flags): Node {
  const letter = reader.text[reader.at + 1] ?? "";
  const place = PLACES[letter];
  if (place) {
    reader.at += 2;
    return { kind: "place", place };
  }
  if (letter === "Q") return readQuoted(reader, flags);
  const set = readShorthand(reader);
  return set ? ofSet(flags.i ? foldCase(set) : set) : literal(readEscape(reader), flags);
}

function readQuoted(reader: Reader, flags: Flags): Node {
  const end = reader.text.indexOf("\\E", reader.at + 2);
  const quoted = reader.text.slice(reader.at + 2, end === -1 ? undefined : end);
  reader.at = end === -1 ? reader.text.length : end + 2;
  return concat([...quoted].map((char) => literal(char.codePointAt(0) ?? 0, flags)));
}

function readAtom(reader: Reader, flags: Flags): Node {
  const char = reader.text[reader.at] ?? "";
  if (char === "(") return readGroup(reader, flags);
  if (char === "[") return ofSet(readClass(reader, flags.i));
  if (char === "\\") return readBackslash(reader, flags);
  if ("*+?".includes(char)) throw fault(reader, "nothing to repeat");
  return readPlain(reader, char, flags);
}

function readPlain(reader: Reader, char: string, flags: Flags): Node {
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  if (char === ".") return ofSet(flags.s ? ANY : without(NEWLINE));
  if (char === "^") return { kind: "place", place: flags.m ? "lineBegin" : "begin" };
  if (char === "$") return { kind: "place", place: flags.m ? "lineEnd" : "end" };
  return literal(code, flags);
}

const SIGNS: Record<string, readonly [number, number]> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
};

function boundsAt(reader: Reader): readonly [number, number, number] | undefined {
  const sign = SIGNS[reader.text[reader.at] ?? ""];
  if (sign) return [...sign, 1];
  const found = /^\{(\d{1,7})(?:(,)(\d{0,7}))?\}/.exec(
    reader.text.slice(reader.at, reader.at + 20),
  );
  if (!found) return undefined;
  const min = Number(found[1]);
  const max = found[2] ? (found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY) : min;
  return [min, max, found[0].length];
}

function readRepeats(reader: Reader, atom: Node, flags: Flags): Node {
  let node = atom;
  for (let bounds = boundsAt(reader); bounds; bounds = boundsAt(reader)) {
    const [min, max, length] = bounds;
    if (min > max) throw fault(reader, "a repeat whose bounds run backwards");
    if (min > MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && max > MOST_REPEATS)) {
      throw fault(reader, `a repeat beyond ${MOST_REPEATS}`);
    }
    reader.at += length;
    const lazy = reader.text[reader.at] === "?";
    if (lazy) reader.at += 1;
    node = max === 0 ? EMPTY : { kind: "repeat", item: node, min, max, lazy: lazy !== flags.U };
  }
  return node;
}
