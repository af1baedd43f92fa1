/** Only `html` makes one: the class itself is not exported. */
class EscapedMarkup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** Markup in which everything that was put in is escaped. */
export type Markup = EscapedMarkup;

/** What may stand in a template: text is escaped, markup stands, nothing is left out. */
export type Insert = Markup | string | number | null | false | readonly Insert[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? "");

function inserted(insert: Insert): string {
  if (insert === null || insert === false) return "";
  if (insert instanceof EscapedMarkup) return insert.text;
  if (typeof insert === "object") return insert.map(inserted).join("");
  return escaped(String(insert));
}

/**
 * HTML with everything inserted escaped, for text and for quoted attributes alike. Serves XML 1.0 too: the five characters
 * are the same, and what XML cannot hold is refused by the advisory's own schema.
 */
export const html = (template: TemplateStringsArray, ...inserts: readonly Insert[]): Markup =>
  new EscapedMarkup(
    template.reduce((text, part, n) => `${text}${inserted(inserts[n - 1] ?? null)}${part}`),
  );

/** A link to elsewhere, when it is http or https; otherwise its label alone. */
export const outwardLink = (url: string, label: string): Markup =>
  /^https?:\/\//.test(url)
    ? html`<a href="${url}" rel="nofollow noopener noreferrer">${label}</a>`
    : html`${label}`;
