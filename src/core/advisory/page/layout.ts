import { html, type Markup } from "./markup.ts";

/** A place in the site's head or foot. */
export type SiteLink = { readonly label: string; readonly href: string };

/** What all public pages share. */
export type Site = {
  /** Who runs it. */
  readonly name: string;
  /** https origin, as in the advisories. */
  readonly namespace: string;
  readonly contact: string;
  readonly nav: readonly SiteLink[];
  readonly foot: readonly SiteLink[];
};

const MARK = html`<svg viewBox="0 0 20 20" fill="none" aria-hidden="true" class="mark"><path d="M6 1.5h8L18.5 6v8L14 18.5H6L1.5 14V6z"/><path class="acc" d="M6 14l4-8.5L14 14M7.6 11h4.8"/></svg>`;

/** `/favicon.svg`: the mark, in colours of its own, since tokens do not reach it. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none"><path d="M6 1.5h8L18.5 6v8L14 18.5H6L1.5 14V6z" fill="#fff" stroke="#12181b" stroke-width="1.5"/><path d="M6 14l4-8.5L14 14M7.6 11h4.8" stroke="#066588" stroke-width="1.7"/></svg>
`;

/** A whole page. No inline style or script: the policy of the server forbids both. */
export function renderPage(
  site: Site,
  {
    title,
    summary,
    body,
  }: { readonly title: string; readonly summary: string; readonly body: Markup },
): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${summary}">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="stylesheet" href="/public.css">
<link rel="alternate" type="application/atom+xml" title="Advisories" href="/advisories/feed.atom">
<script src="/public.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="w top">
<a class="brand" href="/">${MARK}Assay</a>
<nav aria-label="Site"><ul>${site.nav.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></nav>
</header>
<main id="main" class="w">
${body}
</main>
<footer class="w foot"><span>Run by ${site.name}</span>${site.foot.map(
    ({ label, href }) => html`<a href="${href}">${label}</a>`,
  )}</footer>
</body>
</html>
`;
  return page.text;
}
