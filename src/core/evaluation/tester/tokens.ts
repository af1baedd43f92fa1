/** Words of a directive, by its parts; texts in quotation marks are words without them. */
export type DirectiveTokens = { readonly groups: string[][]; readonly rest: string };

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([\w.-]+)|(;)|(\]))/y;

/** Of a line that begins with "["; null where the directive does not end. */
export function readTokens(line: string): DirectiveTokens | null {
  const groups: string[][] = [[]];
  TOKEN.lastIndex = 1;
  for (;;) {
    const found = TOKEN.exec(line);
    if (found === null) return null;
    const [, quoted, word, semicolon] = found;
    if (quoted !== undefined) groups.at(-1)?.push(unquote(quoted));
    else if (word !== undefined) groups.at(-1)?.push(word);
    else if (semicolon !== undefined) groups.push([]);
    else return { groups, rest: line.slice(found.index + found[0].length).trim() };
  }
}

/** As JSON reads it; a backslash that JSON does not know is itself, so that patterns can be written as they are. */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(["\\])/g, "$1");
}
