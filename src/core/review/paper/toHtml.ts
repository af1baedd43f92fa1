import { sha256 } from "@noble/hashes/sha2.js";
import { html, type Markup } from "../../advisory/page/markup.ts";
import { proseMarkup } from "../../advisory/page/prose.ts";
import { toBase64 } from "../../base64.ts";
import { utf8 } from "../../bytes.ts";
import type { Block, Paper } from "./block.ts";

/** Fits a sheet of A4 or Letter as it is; the browser's own print makes the PDF. */
const STYLE = `:root{color-scheme:light dark}
*{box-sizing:border-box;font-variant-numeric:tabular-nums}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:14px/22px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:light-dark(#12181b,#e8ecee);background:light-dark(#fff,#13181b)}
h1{font-size:24px;line-height:32px;margin:0 0 4px;text-wrap:balance}
h2{font-size:17px;line-height:24px;margin:32px 0 8px;padding-top:8px;border-top:1px solid light-dark(#c8cfd3,#3b454b)}
h3{font-size:14px;line-height:22px;margin:20px 0 4px}
h1,h2,h3,p,li,td,blockquote,pre{overflow-wrap:anywhere}
p{margin:0 0 8px}.sub{color:light-dark(#465057,#b1babf)}
table{border-collapse:collapse;width:100%;margin:0 0 12px}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-top:1px solid light-dark(#e4e8ea,#242b30)}
th{font-weight:550}.facts th{width:12rem;font-weight:400;color:light-dark(#465057,#b1babf)}
blockquote{margin:0 0 12px;padding:2px 0 2px 12px;border-left:3px solid light-dark(#c8cfd3,#3b454b)}
pre{white-space:pre-wrap;font:12px/20px ui-monospace,Menlo,Consolas,monospace}
@page{margin:18mm}
@media (min-width:40rem){td{overflow-wrap:break-word}}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;padding:0;font-size:10.5pt;line-height:15pt}
h2,h3{break-after:avoid}tr,blockquote{break-inside:avoid}thead{display:table-header-group}}
`;

/**
 * The content security policy of such a page, as a header and in the page itself, for whoever keeps the file: no script, no
 * address, and no style but its own.
 */
export const PAPER_POLICY = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8(STYLE)))}'; base-uri 'none'; form-action 'none'`;

/** Longer than an instant: a hash. It may break anywhere, so that no column makes its neighbours break their words. */
const LONG = /(\S{25,})/;

const breakable = (text: string): Markup =>
  html`${text
    .split(LONG)
    .map((part) =>
      LONG.test(part) ? (part.match(/.{1,8}/gsu) ?? []).map((piece) => html`${piece}<wbr>`) : part,
    )}`;

const headOf = (cells: readonly string[]): Markup =>
  html`<thead><tr>${cells.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>`;

function toMarkup(block: Block): Markup {
  switch (block.kind) {
    case "heading":
      return block.level === 2 ? html`<h2>${block.text}</h2>` : html`<h3>${block.text}</h3>`;
    case "prose":
      return proseMarkup(block.text);
    case "quote":
      return html`<p>${block.by}:</p><blockquote>${proseMarkup(block.text)}</blockquote>`;
    case "facts":
      return html`<table class="facts"><tbody>${block.rows.map(
        ([label, text]) =>
          html`<tr><th scope="row">${label}</th><td>${proseMarkup(text)}</td></tr>`,
      )}</tbody></table>`;
    case "table":
      return html`<table>${headOf(block.head)}<tbody>${block.rows.map(
        (cells) => html`<tr>${cells.map((cell) => html`<td>${breakable(cell)}</td>`)}</tr>`,
      )}</tbody></table>`;
    case "list":
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  }
}

/** A whole page that needs nothing but itself. */
export function toHtml({ title, subtitle, blocks }: Paper): string {
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAPER_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
`.text;
  const body = html`</head>
<body>
<main>
<h1>${title}</h1>
<p class="sub">${subtitle}</p>
${blocks.map((block) => html`${toMarkup(block)}\n`)}</main>
</body>
</html>
`.text;
  // The style is ours: unescaped, it stands in the page as it was hashed.
  return `${head}<style>${STYLE}</style>\n${body}`;
}
