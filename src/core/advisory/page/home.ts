import type { Advisory } from "../advisory.ts";
import { type Figures, figuresMarkup } from "./figures.ts";
import { renderPage, type Site } from "./layout.ts";
import { html, type Markup } from "./markup.ts";
import { advisoryRow } from "./row.ts";

export type PublicHome = {
  readonly site: Site;
  /** `null` before the first report. */
  readonly figures: Figures | null;
  /** Newest change first; the first seven are shown. */
  readonly advisories: readonly Advisory[];
};

const SHOWN = 7;
const HEADLINE =
  "Flaws that AI models find in everybody’s software come here to be proven once, sent to the people who can fix them, and made public on an agreed date.";

export function renderPublicHome({ site, figures, advisories }: PublicHome): string {
  const body = html`<h1>${HEADLINE}</h1>
${figuresMarkup(figures)}
<div class="two">
<section aria-labelledby="latest"><header><h2 id="latest">Latest advisories</h2><span class="tlp">TLP:CLEAR</span></header>
${latest(advisories)}</section>
<div>${FEEDS}${CHECKING}</div>
</div>`;
  return renderPage(site, {
    title: `${site.name}: AI-found flaws, proven and fixed`,
    summary: HEADLINE,
    body,
  });
}

function latest(advisories: readonly Advisory[]): Markup {
  if (advisories.length === 0)
    return html`<p class="empty"><b>No advisory has been published yet.</b> The first appears here, in the feeds and in the CSAF directory on the date agreed with the owner.</p>`;
  return html`<ul class="adv">${advisories.slice(0, SHOWN).map(advisoryRow)}</ul>
<p class="all"><a href="/advisories/">All ${advisories.length} advisories</a></p>`;
}

const FEEDS = html`<section aria-labelledby="feeds"><h2 id="feeds">Feeds</h2><ul class="feeds">
<li><a href="/.well-known/csaf/provider-metadata.json">CSAF 2.0</a><span>provider-metadata.json, ROLIE, signed</span></li>
<li><a href="/osv/modified_id.csv">OSV</a><span>one file each, with its date</span></li>
<li><a href="/cve/index.txt">CVE JSON 5</a><span>records with a recorded id</span></li>
<li><a href="/openvex/index.txt">OpenVEX</a><span>what is not affected, and why</span></li>
<li><a href="/advisories/feed.atom">Atom</a><span>new and revised advisories</span></li>
</ul></section>`;

const CHECKING = html`<section aria-labelledby="checking" class="checking"><h2 id="checking">Check a signature</h2>
<p>CSAF files carry an OpenPGP signature, all others one by minisign.</p>
<pre tabindex="0" role="region" aria-label="Commands"><code>gpg --import openpgp.asc
gpg --verify as-2026-0001.json.asc
minisign -Vm AS-2026-0001.json -p minisign.pub</code></pre>
<p><a href="/keys/openpgp.asc">OpenPGP key</a> <a href="/keys/minisign.pub">minisign key</a></p></section>`;
