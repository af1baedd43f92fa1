import type { Advisory } from "../advisory.ts";
import { fixedVersions } from "../statement.ts";
import { html, type Markup } from "./markup.ts";
import { day } from "./moment.ts";

/** One advisory in a list: when, what, and the one thing to know of it. */
export const advisoryRow = (advisory: Advisory): Markup =>
  html`<li>${day(advisory.dates.current)}<span class="what"><a href="/advisories/${advisory.id}.html">${advisory.title}</a><span class="sub">${advisory.id}${advisory.cveId !== null && html` · ${advisory.cveId.id}`}</span></span><span class="fix">${outcome(advisory)}</span></li>`;

const ANSWERS = {
  mitigation: "no fix; mitigation",
  workaround: "no fix; workaround",
  none_available: "no fix yet",
  no_fix_planned: "no fix planned",
} as const;

function outcome(advisory: Advisory): Markup {
  if (advisory.withdrawn !== null) return html`<i class="quiet">withdrawn</i>`;
  const exploited = advisory.exploitation.state === "exploited" && html`<i>exploited</i>`;
  return html`${remedy(advisory)}${exploited}`;
}

const SHOWN_FIXES = 2;

function remedy({ products, remediations }: Advisory): Markup {
  const fixes = products
    .filter(({ status }) => status === "known_affected" || status === "fixed")
    .flatMap((product) => fixedVersions(product).map(({ version }) => version));
  const shown = [...new Set(fixes)];
  if (shown.length > 0)
    return html`<span>fixed in ${shown.slice(0, SHOWN_FIXES).join(", ")}${shown.length > SHOWN_FIXES && " …"}</span>`;
  const answer = remediations.map(({ category }) => category).find((one) => one !== "vendor_fix");
  if (answer !== undefined) return html`<i>${ANSWERS[answer]}</i>`;
  if (remediations.length > 0) return html`<span>fix available</span>`;
  const isOpen = products.some(({ status }) => status === "under_investigation");
  return isOpen ? html`<i class="unknown">being looked into</i>` : html`<span>not affected</span>`;
}
