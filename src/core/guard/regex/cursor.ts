/** Where a reader of a pattern stands. */
export type Cursor = { readonly text: string; at: number };

/** A pattern that cannot be read; `at` counts UTF-16 units of the pattern. */
export class PatternFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export const fault = (cursor: Cursor, message: string): PatternFault =>
  new PatternFault(`${message}, at character ${cursor.at + 1} of the pattern`, cursor.at);
