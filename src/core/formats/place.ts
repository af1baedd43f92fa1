/** Where a character stands in a text; both count from 1. */
export type Place = { readonly line: number; readonly column: number };

export function placeAt(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The lines of many offsets, in one pass over the text. */
export function linesAt(text: string, offsets: readonly number[]): Map<number, number> {
  const lines = new Map<number, number>();
  let line = 1;
  let newline = text.indexOf("\n");
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    while (newline >= 0 && newline < offset) {
      line += 1;
      newline = text.indexOf("\n", newline + 1);
    }
    lines.set(offset, line);
  }
  return lines;
}

/** The pointer of a fault in the syntax, where no JSON pointer exists. */
export const placePointer = ({ line, column }: Place): string => `/line/${line}/column/${column}`;
