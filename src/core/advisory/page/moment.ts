import { html, type Markup } from "./markup.ts";

/** The day, with the exact instant for machines and on hover. */
export const day = (instant: string): Markup =>
  html`<time datetime="${instant}" title="${instant}">${instant.slice(0, 10)}</time>`;
