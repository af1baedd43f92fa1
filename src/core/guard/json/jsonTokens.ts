import { endOfString } from "../../formats/jsonMeasure.ts";

/** A value or a key of a JSON text, by its place in it (UTF-16 offsets): what stands between a string's quotes, or a bare value. */
export type JsonToken = {
  readonly kind: "string" | "key" | "bare";
  readonly start: number;
  readonly end: number;
};

const BARE = /[^\s,:[\]{}"]+/y;
/** Space and signs between tokens. */
const BETWEEN = /[\s,:[\]{}]*/y;
const COLON = /\s*:/y;

/** Where a match that begins at `at` ends; `at` where there is none. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The tokens of a text that is known to be JSON, in order. Linear, whatever the length of a string. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  let at = endOf(BETWEEN, text, 0);
  while (at < text.length) {
    const isString = text[at] === '"';
    const end = isString ? endOfString(text, at) : endOf(BARE, text, at);
    if (isString) {
      const kind = endOf(COLON, text, end + 1) > end + 1 ? "key" : "string";
      yield { kind, start: at + 1, end };
    } else yield { kind: "bare", start: at, end };
    at = endOf(BETWEEN, text, end + Number(isString));
  }
}

const LONGEST_ESCAPE = 6;

/** True where a backslash begins an escape instead of ending one: an even number of others stands right before it. */
function beginsEscape(text: string, at: number, from: number): boolean {
  let before = 0;
  while (at - before > from && text[at - before - 1] === "\\") before += 1;
  return before % 2 === 0;
}

/** The escape that a cut at `at` would part in two, if any. */
function escapeAround(text: string, token: JsonToken, at: number): readonly [number, number] {
  for (let i = at - 1; i >= token.start && i > at - LONGEST_ESCAPE; i -= 1) {
    if (text[i] !== "\\" || !beginsEscape(text, i, token.start)) continue;
    const end = i + (text[i + 1] === "u" ? LONGEST_ESCAPE : 2);
    return end > at ? [i, end] : [at, at];
  }
  return [at, at];
}

/** The stretch, widened so that it cuts no escape in two. Both ends lie in the string from `token.start` to `token.end`. */
export function wholeEscapes(
  text: string,
  token: JsonToken,
  start: number,
  end: number,
): readonly [number, number] {
  return [escapeAround(text, token, start)[0], escapeAround(text, token, end)[1]];
}
