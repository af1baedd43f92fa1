/** `\s` and `.` as JavaScript means them, for an engine that means less by one and more by the other. */
const SPACES =
  "\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const NO_LINE_END = "[^\\n\\r\\x{2028}\\x{2029}]";
const LAST_UNIT = 0xffff;

type Token = { readonly text: string; readonly length: number };

/**
 * A sound pattern of JavaScript's (flag u) in RE2's syntax, so that it means the same; null where that has no words for it (look-around,
 * properties, characters beyond the basic plane).
 */
export function toLinearSource(source: string, ignoreCase: boolean): string | null {
  const parts = [ignoreCase ? "(?i)" : ""];
  let inClass = false;
  for (let at = 0; at < source.length; ) {
    const token = inClass ? inClassAt(source, at, ignoreCase) : tokenAt(source, at, ignoreCase);
    if (token === null) return null;
    const char = source[at];
    if (char === "[" || (inClass && char === "]")) inClass = char === "[" || !inClass;
    parts.push(token.text);
    at += token.length;
  }
  return parts.join("");
}

const plain = (source: string, at: number): Token | null =>
  (source.codePointAt(at) ?? 0) > LAST_UNIT ? null : { text: source[at] ?? "", length: 1 };

function tokenAt(source: string, at: number, ignoreCase: boolean): Token | null {
  const char = source[at];
  if (char === "\\") return escapeAt(source, at, { ignoreCase, inClass: false });
  if (char === ".") return { text: NO_LINE_END, length: 1 };
  if (char === "[")
    return /^\[\^?\]/.test(source.slice(at, at + 3)) ? null : { text: "[", length: 1 };
  if (char !== "(" || source[at + 1] !== "?") return plain(source, at);
  const [, name] = /^\(\?<([A-Za-z_]\w*)>/.exec(source.slice(at, at + 100)) ?? [];
  if (name !== undefined) return { text: `(?P<${name}>`, length: name.length + 4 };
  return source[at + 2] === ":" ? { text: "(?:", length: 3 } : null;
}

function inClassAt(source: string, at: number, ignoreCase: boolean): Token | null {
  const char = source[at];
  if (char === "\\") return escapeAt(source, at, { ignoreCase, inClass: true });
  return char === "[" ? { text: "\\[", length: 1 } : plain(source, at);
}

type Where = { readonly ignoreCase: boolean; readonly inClass: boolean };

function escapeAt(source: string, at: number, { ignoreCase, inClass }: Where): Token | null {
  const letter = source[at + 1] ?? "";
  if (letter === "u") return unitAt(source, at);
  if (letter === "s") return { text: inClass ? SPACES : `[${SPACES}]`, length: 2 };
  if (letter === "S") return inClass ? null : { text: `[^${SPACES}]`, length: 2 };
  if (letter === "0") return { text: "\\x00", length: 2 };
  if (letter === "b" && inClass) return { text: "\\x08", length: 2 };
  // With letters of both cases each engine has its own idea of what is no word.
  if (letter === "W" && ignoreCase) return null;
  if (/[A-Za-z]/.test(letter) && !/[wWdDbBnrtvfx]/.test(letter)) return null;
  return { text: `\\${letter}`, length: 2 };
}

function unitAt(source: string, at: number): Token | null {
  const [whole, braced, four] =
    /^\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))/.exec(source.slice(at, at + 12)) ?? [];
  const code = Number.parseInt(braced ?? four ?? "", 16);
  // Halves of a character mean the whole of it.
  if (whole === undefined || !(code <= LAST_UNIT) || (code >= 0xd800 && code <= 0xdfff))
    return null;
  return { text: `\\x{${code.toString(16)}}`, length: whole.length };
}
