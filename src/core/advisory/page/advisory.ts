import type { Advisory, Product, Remediation } from "../advisory.ts";
import { csafFileName, csafPath } from "../csafName.ts";
import {
  exploitationSentence,
  JUSTIFICATION_SENTENCES,
  REMEDIATION_NAMES,
  rangePhrase,
  STANDING_NAMES,
  withdrawalSentence,
} from "../phrase.ts";
import { severityBand } from "../score.ts";
import { type PlacedStatement, readStatements } from "../statement.ts";
import { renderPage, type Site } from "./layout.ts";
import { html, type Insert, type Markup, outwardLink } from "./markup.ts";
import { day } from "./moment.ts";
import { proseMarkup } from "./prose.ts";

/**
 * `pinned`: the page at the version's own address, which never changes and points at the current one. `hasCve`: there
 * is a CVE record to link. `versions`: the numbers of those that are public.
 */
export type AdvisoryPageOptions = {
  readonly pinned: boolean;
  readonly hasCve: boolean;
  readonly versions: ReadonlySet<number>;
};

/** The page of one version. */
export function renderAdvisoryPage(
  site: Site,
  advisory: Advisory,
  { pinned, hasCve, versions }: AdvisoryPageOptions,
): string {
  const { id, title, summary, details } = advisory;
  const body = html`<article>
${banner(advisory, pinned)}
<header class="head"><div><p class="s">${id}, version ${advisory.version}</p><h1>${title}</h1></div><span class="tlp">TLP:${advisory.tlp}</span></header>
${keyFacts(advisory)}
<div class="two read">
<div>
${section("Summary", proseMarkup(summary))}
${section("Products", products(advisory))}
${
  advisory.remediations.length > 0 &&
  section(
    "What to do",
    advisory.remediations.map((one) => remediation(one, advisory)),
  )
}
${details !== "" && section("Details", proseMarkup(details))}
${references(advisory)}
${timeline(advisory)}
</div>
<div>
${files(advisory, hasCve)}
${credits(advisory)}
${revisions(advisory, versions)}
${section("Contact", html`<p>${advisory.publisher.name}<br>${advisory.publisher.contact}</p>`)}
</div>
</div>
</article>`;
  return renderPage(site, { title: `${id}: ${title}`, summary: summary.slice(0, 300), body });
}

const section = (name: string, content: Insert): Markup =>
  html`<section aria-label="${name}"><h2>${name}</h2>${content}</section>`;

function banner({ id, withdrawn, version }: Advisory, pinned: boolean): Markup {
  return html`${withdrawn !== null && html`<p class="note bad"><b>Withdrawn.</b> ${withdrawalSentence(withdrawn)}</p>`}${
    pinned &&
    html`<p class="note">This is version ${version} as it was published. <a href="/advisories/${id}.html">The current version</a></p>`
  }`;
}

function keyFacts(advisory: Advisory): Markup {
  const { dates, cveId, severity, weaknesses, exploitation } = advisory;
  const isExploited = exploitation.state === "exploited";
  return html`<dl class="facts">
${severity.map(({ version, vector, score }) =>
  fact(
    `CVSS ${version}`,
    html`<b class="sev ${severityBand(score).toLowerCase()}">${score.toFixed(1)}</b> ${severityBand(score).toLowerCase()}<code class="sub">${breakable(vector)}</code>`,
  ),
)}
${fact("Exploitation", html`<span class="${isExploited ? "bad" : exploitation.state === "unknown" ? "unknown" : "plain"}">${exploitationSentence(exploitation)}</span><span class="sub">as of ${day(exploitation.asOf)}</span>`)}
${
  weaknesses.length > 0 &&
  fact(
    "Weakness",
    weaknesses.map(({ id, name }) => html`<span>${id} ${name}</span>`),
  )
}
${cveId !== null && fact("CVE", html`${cveId.id}<span class="sub">${cveId.source}</span>`)}
${fact("Released", day(dates.released))}
${fact("Updated", day(dates.current))}
</dl>`;
}

/** A vector may break after its slashes. */
const breakable = (vector: string): Markup[] =>
  vector.split("/").map((part, n) => html`${n > 0 && html`/<wbr>`}${part}`);

const fact = (name: string, value: Insert): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function products(advisory: Advisory): Markup {
  const statements = readStatements(advisory);
  return html`<ul class="products">${advisory.products.map(
    (
      product,
      index,
    ) => html`<li><b>${product.name}</b> <span class="s">${product.vendor}</span><code class="sub">${product.purl}</code>
<dl class="said">${statements.filter((one) => one.index === index).map(said)}</dl>${reason(product)}</li>`,
  )}</ul>`;
}

const said = ({ standing, range, version }: PlacedStatement): Markup =>
  html`<div><dt class="${standing}">${STANDING_NAMES[standing]}</dt><dd>${range === null ? version : rangePhrase(range)}</dd></div>`;

const reason = ({ justification, impact }: Product): Markup =>
  html`${justification !== null && html`<p>${JUSTIFICATION_SENTENCES[justification]}</p>`}${impact !== null && proseMarkup(impact)}`;

function remediation(
  { category, details, url, products: purls }: Remediation,
  all: Advisory,
): Markup {
  const names = all.products.filter(({ purl }) => purls.includes(purl)).map(({ name }) => name);
  return html`<div class="remedy"><h3>${REMEDIATION_NAMES[category]} <span class="s">for ${[...new Set(names)].join(", ")}</span></h3>${proseMarkup(details)}${url !== null && html`<p>${outwardLink(url, url)}</p>`}</div>`;
}

const references = ({ references: list }: Advisory): Insert =>
  list.length > 0 &&
  section(
    "References",
    html`<ul class="plainlist">${list.map(({ url, title }) => html`<li>${outwardLink(url, title)}</li>`)}</ul>`,
  );

const timeline = ({ timeline: list }: Advisory): Insert =>
  list.length > 0 &&
  section(
    "Timeline",
    html`<ul class="dated">${list.map(({ at, event }) => html`<li>${day(at)}<span>${event}</span></li>`)}</ul>`,
  );

const credits = ({ credits: list }: Advisory): Insert =>
  list.length > 0 &&
  section(
    "Credits",
    html`<ul class="plainlist">${list.map(({ name, kind }) => html`<li>${name} <span class="s">${kind.replaceAll("_", " ")}</span></li>`)}</ul>`,
  );

const revisions = ({ id, dates }: Advisory, versions: ReadonlySet<number>): Markup =>
  section(
    "Versions",
    html`<ul class="dated">${dates.revisions.toReversed().map(({ number, date, summary }) => {
      const name = `Version ${number}`;
      const link = html`<a class="in" href="/advisories/${id}/v${number}/">${name}</a>`;
      return html`<li>${day(date)}<span>${versions.has(number) ? link : name}: ${summary}</span></li>`;
    })}</ul>`,
  );

function files(advisory: Advisory, hasCve: boolean): Markup {
  const { id, version } = advisory;
  const csaf = csafPath(advisory);
  const pinned = `/advisories/${id}/v${version}/`;
  return section(
    "Files of this version",
    html`<ul class="feeds">
<li><a href="${pinned}${csafFileName(id)}">CSAF 2.0</a><span><a href="${pinned}${csafFileName(id)}.asc" aria-label="Signature of the CSAF file">signature</a></span></li>
<li><a href="${pinned}osv.json">OSV</a><span><a href="${pinned}osv.json.minisig" aria-label="Signature of the OSV file">signature</a></span></li>
${hasCve && html`<li><a href="${pinned}cve.json">CVE JSON 5</a><span><a href="${pinned}cve.json.minisig" aria-label="Signature of the CVE file">signature</a></span></li>`}
<li><a href="${pinned}openvex.json">OpenVEX</a><span><a href="${pinned}openvex.json.minisig" aria-label="Signature of the OpenVEX file">signature</a></span></li>
<li><a href="${pinned}advisory.md">Markdown</a><span><a href="${pinned}advisory.md.minisig" aria-label="Signature of the Markdown file">signature</a></span></li>
<li><a href="${pinned}advisory.txt">Plain text</a><span><a href="${pinned}advisory.txt.minisig" aria-label="Signature of the text file">signature</a></span></li>
</ul><p class="s">The current version's CSAF file is always at <a class="in" href="${csaf}">${csaf}</a></p>`,
  );
}
