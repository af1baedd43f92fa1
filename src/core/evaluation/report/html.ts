import { toShortIdentity } from "../identity.ts";
import type { Rate } from "../rate.ts";
import { STYLE } from "./htmlStyle.ts";
import { percent, sayKnown } from "./markdown.ts";
import { headline, type Report } from "./report.ts";
import type { Figure } from "./tallying.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const html = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "");

const levelOf = ({ interval }: Rate): string => `${Math.round(interval.confidence * 1000) / 10} %`;
const boundsOf = ({ interval }: Rate): string =>
  `${percent(interval.lower)} to ${percent(interval.upper)}`;
const leftOut = ({ excluded }: Rate): string =>
  excluded.map(({ reason, n }) => `${n} ${reason.replaceAll("_", " ")}`).join(", ");

/** A report for people as one HTML file: nothing in it is fetched, and no script runs. */
export function toHtml(report: Report): string {
  const { name, behaviour, figures } = report;
  const { context } = behaviour;
  const whole = figures.filter(({ stance, category }) => stance === null && category === null);
  const stances = figures.filter(({ stance, category }) => stance !== null && category === null);
  const categories = figures.filter(({ category }) => category !== null);
  const known = sayKnown(report).map((line) => `<li>${markCode(html(line))}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${html(name)}</h1>
<p>${html(behaviour.name)}${context === null ? "" : `, in ${html(context)}`}</p>
${lead(report)}
${forest(["Metrics", "Metric"], whole, ({ dimension }) => dimension)}
${forest(["By stance", "Stance"], stances, ({ dimension, stance }) => `${dimension}, ${stance}`)}
${forest(["By category", "Category"], categories, ({ dimension, category }) => `${dimension}: ${category}`)}
<h2>What is known of the run</h2>
<ul>
${known.join("\n")}
</ul>
</main>
</body>
</html>
`;
}

/** What stands between backticks, in the type of code. */
const markCode = (text: string): string => text.replace(/`([^`]*)`/g, "<code>$1</code>");

function lead(report: Report): string {
  const first = headline(report);
  if (first === null) return `<p class="unknown">No judge looked at it.</p>`;
  const { rate } = first;
  const judge = `by judge <code>${toShortIdentity(report.judge)}</code>`;
  const dimension = html(first.dimension);
  if (rate.rate === null)
    return `<p class="headline unknown"><b>nothing counted</b><span>${dimension}, ${judge}; left out: ${html(leftOut(rate))}</span></p>`;
  const left = rate.excluded.length === 0 ? "" : `; left out: ${html(leftOut(rate))}`;
  return `<p class="headline"><b>${percent(rate.rate)}</b><span>${dimension}: ${rate.yes} of ${rate.n}, ${levelOf(rate)} interval ${boundsOf(rate)}, ${judge}${left}</span></p>`;
}

function forest(
  [title, column]: readonly [string, string],
  figures: readonly Figure[],
  name: (figure: Figure) => string,
): string {
  const [first] = figures;
  if (first === undefined) return "";
  const rows = figures.map(
    (figure) => `<tr><th scope="row">${html(name(figure))}</th>${cells(figure.rate)}</tr>`,
  );
  return `<h2>${title}</h2>
<div class="sheet" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr><th scope="col">${column}</th><th scope="col" class="rate">Rate</th><th scope="col" class="plot"><span class="axis"><span>0 %</span><span>50 %</span><span>100 %</span></span></th><th scope="col" class="n">n</th><th scope="col" class="bounds">${levelOf(first.rate)} interval</th><th scope="col">Left out</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>`;
}

function cells(rate: Rate): string {
  const left = html(leftOut(rate));
  const isKnown = rate.rate !== null;
  const shown = isKnown ? percent(rate.rate) : "unknown";
  const bounds = isKnown ? boundsOf(rate) : "";
  return `<td class="rate${isKnown ? "" : " unknown"}">${shown}</td><td class="plot${isKnown ? "" : " unknown"}">${plot(rate)}</td><td>${rate.n}</td><td>${bounds}</td><td>${left}</td>`;
}

const at = (share: number): string => `${(share * 100).toFixed(2)}%`;
const line = (from: string, to: string): string =>
  `<line x1="${from}" x2="${to}" y1="10" y2="10"/>`;

/** A rate on a line from 0 to 1: its interval and itself. */
function plot(rate: Rate): string {
  if (rate.rate === null)
    return `<svg role="img" aria-label="nothing counted">${line("0", "100%")}</svg>`;
  const { lower, upper } = rate.interval;
  const says = `${percent(rate.rate)}, ${levelOf(rate)} interval ${boundsOf(rate)}`;
  const grid = [0, 0.5, 1].map((share) => `<line x1="${at(share)}" x2="${at(share)}" y2="20"/>`);
  const ends = [lower, upper].map(
    (share) => `<line x1="${at(share)}" x2="${at(share)}" y1="6" y2="14"/>`,
  );
  return `<svg role="img" aria-label="${says}"><g class="grid">${grid.join("")}</g><g class="reach">${line(at(lower), at(upper))}${ends.join("")}</g><circle class="point" cx="${at(rate.rate)}" cy="10" r="4.5"/></svg>`;
}
