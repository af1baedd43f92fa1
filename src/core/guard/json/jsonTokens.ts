/** A value or a key of a JSON text, by its place in it (UTF-16 offsets): what stands between a string's quotes, or a bare value. */
export type JsonToken = {
  readonly kind: "string" | "key" | "bare";
  readonly start: number;
  readonly end: number;
};

const TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*|true|false|null/g;

/** The tokens of a text that is known to be JSON, in order. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  for (const found of text.matchAll(TOKEN)) {
    const [all, content, colon] = found;
    const { index } = found;
    if (content === undefined) yield { kind: "bare", start: index, end: index + all.length };
    else {
      const kind = colon === undefined ? "string" : "key";
      yield { kind, start: index + 1, end: index + 1 + content.length };
    }
  }
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/g;

/** The stretch, widened so that it cuts no escape in two. Both ends lie in the string from `token.start` to `token.end`. */
export function wholeEscapes(
  text: string,
  token: JsonToken,
  start: number,
  end: number,
): readonly [number, number] {
  let [from, to] = [start, end];
  for (const found of text.slice(token.start, token.end).matchAll(ESCAPE)) {
    const at = token.start + found.index;
    const behind = at + found[0].length;
    if (at < start && behind > start) from = at;
    if (at < end && behind > end) to = behind;
  }
  return [from, to];
}
