/** A piece of something to read or print. Everything in it is text, whatever markup it resembles. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  /** Paragraphs, with blank lines between them. */
  | { readonly kind: "prose"; readonly text: string }
  /** What somebody said, word for word. */
  | { readonly kind: "quote"; readonly by: string; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "list"; readonly items: readonly string[] };

export type Paper = {
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
};

export const heading = (text: string, level: 2 | 3 = 2): Block => ({
  kind: "heading",
  level,
  text,
});
export const prose = (text: string): Block => ({ kind: "prose", text });
export const quote = (by: string, text: string): Block => ({ kind: "quote", by, text });
export const facts = (...rows: (readonly [string, string])[]): Block => ({ kind: "facts", rows });
export const list = (items: readonly string[]): Block => ({ kind: "list", items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  head,
  rows,
});
