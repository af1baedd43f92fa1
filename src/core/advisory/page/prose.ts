import { proseBlocks } from "../prose.ts";
import { html, type Markup } from "./markup.ts";

/** Paragraphs and code, as `proseBlocks` tells them apart. Code scrolls inside itself and takes the keyboard. */
export const proseMarkup = (text: string): Markup =>
  html`${proseBlocks(text).map(({ kind, lines }) =>
    kind === "code"
      ? html`<pre tabindex="0" role="region" aria-label="Code"><code>${lines.join("\n")}</code></pre>`
      : html`<p>${lines.map((line, n) => html`${n > 0 && html`<br>`}${line}`)}</p>`,
  )}`;
