/** What Python writes for numbers that JSON has no word for. */
const WORDS = /^(?:NaN|-?Infinity)/;

/**
 * JSON as Python writes it: NaN and the infinities, for which JSON has no word, are read as null, and a byte order mark is skipped. Throws a
 * SyntaxError for what is no JSON even so.
 */
export function parseLooseJson(text: string): unknown {
  const own = text.startsWith("\ufeff") ? text.slice(1) : text;
  try {
    return JSON.parse(own) as unknown;
  } catch (error) {
    const strict = withoutWords(own);
    if (strict === own) throw error;
    return JSON.parse(strict) as unknown;
  }
}

/** One pass over what stands outside of strings. */
function withoutWords(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "N" || char === "I" || char === "-") {
      const [word] = WORDS.exec(text.slice(at, at + 9)) ?? [];
      if (word === undefined) continue;
      parts.push(text.slice(kept, at), "null");
      kept = at + word.length;
      at = kept - 1;
    }
  }
  parts.push(text.slice(kept));
  return parts.join("");
}

/** The place of the quote that ends the string beginning here; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
