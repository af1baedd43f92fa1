import type { Advisory } from "../advisory.ts";
import { renderPage, type Site } from "./layout.ts";
import { html } from "./markup.ts";
import { advisoryRow } from "./row.ts";

/** All advisories, newest change first. */
export function renderAdvisoryIndex(site: Site, advisories: readonly Advisory[]): string {
  const body = html`<header class="head"><h1>Advisories</h1><span class="tlp">TLP:CLEAR</span></header>
${
  advisories.length === 0
    ? html`<p class="empty"><b>No advisory has been published yet.</b> Follow the <a href="/advisories/feed.atom">feed</a> to learn of the first.</p>`
    : html`<p class="s">${advisories.length} published, newest change first. <a href="/advisories/feed.atom">Atom feed</a></p>
<ul class="adv roomy">${advisories.map(advisoryRow)}</ul>`
}`;
  return renderPage(site, {
    title: `Advisories: ${site.name}`,
    summary: `Security advisories published by ${site.name}`,
    body,
  });
}
