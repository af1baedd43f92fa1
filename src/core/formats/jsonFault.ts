import { cutText } from "./cutText.ts";

/** The first place where a text stops being JSON, and what to do there. */
export type JsonFault = { readonly offset: number; readonly message: string };

type Expect =
  | "value"
  | "value-or-end"
  | "key"
  | "key-or-end"
  | "colon"
  | "comma-or-end"
  | "nothing";
type Reader = { readonly text: string; at: number; expect: Expect; readonly open: string[] };

const CUT = "the document ends too early. It was cut off; send it whole.";
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /-?[A-Za-z_$][\w$]*/y;
/** All but quote, backslash and U+0000 to U+001F. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\n\r]*/y;

/** Reads strictly by RFC 8259 without building values; null when the text is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const reader: Reader = { text, at: 0, expect: "value", open: [] };
  for (;;) {
    reader.at = endOf(SPACE, reader);
    if (reader.at >= text.length)
      return reader.expect === "nothing" ? null : { offset: text.length, message: CUT };
    const message = readToken(reader, text[reader.at] ?? "");
    if (message !== null) return { offset: reader.at, message };
  }
}

function endOf(pattern: RegExp, { text, at }: Reader): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Moves past one token. A message means that it may not stand here, and `at` is left on the fault. */
function readToken(reader: Reader, char: string): string | null {
  switch (reader.expect) {
    case "nothing":
      return "something follows the end of the document. One file holds one document; several go as NDJSON into a batch.";
    case "colon":
      return char === ":" ? move(reader, "value") : missing('":"', char);
    case "comma-or-end":
      return readCommaOrEnd(reader, char);
    case "key":
    case "key-or-end":
      if (char === "}" && reader.expect === "key-or-end") return close(reader);
      return char === '"' ? readString(reader, "colon") : keyMessage(char);
    default:
      if (char === "]" && reader.expect === "value-or-end") return close(reader);
      return readValue(reader, char);
  }
}

/** Half of a surrogate pair is no text to show. */
const shown = (char: string): string =>
  /[\ud800-\udfff]/.test(char) ? "another character" : JSON.stringify(char);

const missing = (wanted: string, char: string): string =>
  char === "/" || char === "#"
    ? "JSON has no comments. Take it out."
    : `${wanted} is missing; ${shown(char)} stands here. Write what is missing before it.`;

function move(reader: Reader, expect: Expect): null {
  reader.at += 1;
  reader.expect = expect;
  return null;
}

const afterValue = (reader: Reader): Expect =>
  reader.open.length === 0 ? "nothing" : "comma-or-end";

function close(reader: Reader): null {
  reader.open.pop();
  return move(reader, afterValue(reader));
}

function readCommaOrEnd(reader: Reader, char: string): string | null {
  const open = reader.open.at(-1);
  if (char === ",") return move(reader, open === "{" ? "key" : "value");
  if (char === (open === "{" ? "}" : "]")) return close(reader);
  return missing(`"," or "${open === "{" ? "}" : "]"}"`, char);
}

function keyMessage(char: string): string {
  if (char === "}") return "a comma stands before the closing brace. Take it out.";
  if (char === "'") return "keys stand in double quotes. Write them so.";
  return missing("a key in double quotes", char);
}

function readValue(reader: Reader, char: string): string | null {
  if (char === "{" || char === "[") {
    reader.open.push(char);
    return move(reader, char === "{" ? "key-or-end" : "value-or-end");
  }
  if (char === '"') return readString(reader, afterValue(reader));
  return readScalar(reader, char);
}

function readScalar(reader: Reader, char: string): string | null {
  const wordEnd = endOf(WORD, reader);
  const word = reader.text.slice(reader.at, wordEnd);
  if (word !== "" && !["true", "false", "null"].includes(word))
    return wordMessage(reader, word, wordEnd);
  const end = word === "" ? endOf(NUMBER, reader) : wordEnd;
  if (end === reader.at) return valueMessage(char);
  reader.at = end;
  reader.expect = afterValue(reader);
  return null;
}

function wordMessage(reader: Reader, word: string, end: number): string {
  if (
    end === reader.text.length &&
    ["true", "false", "null"].some((whole) => whole.startsWith(word))
  )
    return CUT;
  const shown = cutText(word, 40);
  return /^-?(NaN|Infinity)$/.test(word)
    ? `${shown} is not a JSON number. Write null, or the number as a string.`
    : `${shown} is not a JSON value. Put text in double quotes.`;
}

function valueMessage(char: string): string {
  if (char === "]" || char === "}")
    return "a comma stands before the closing bracket. Take it out.";
  if (char === "'") return "text stands in double quotes. Write it so.";
  if (char === "<")
    return 'this looks like an HTML or XML page (it begins with "<"), not a finding. Send the file itself, not the page that shows it.';
  if (char === "\ufeff") return "a byte-order mark stands inside the document. Take it out.";
  return missing("a value", char);
}

function readString(reader: Reader, next: Expect): string | null {
  reader.at += 1;
  for (;;) {
    reader.at = endOf(PLAIN, reader);
    const char = reader.text[reader.at];
    if (char === '"') return move(reader, next);
    if (char === undefined) return CUT;
    if (char !== "\\")
      return `the control character U+${char.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()} stands in a string. Write it as an escape such as \\n, or close the string before the line ends.`;
    const end = endOf(ESCAPE, reader);
    if (end === reader.at) return escapeMessage(reader);
    reader.at = end;
  }
}

function escapeMessage(reader: Reader): string {
  return reader.at + 6 > reader.text.length && !reader.text.slice(reader.at).includes('"')
    ? CUT
    : `a backslash before ${shown(reader.text[reader.at + 1] ?? "")} is no escape of JSON. Write a backslash as \\\\.`;
}
