import { html, type Markup } from "./markup.ts";

/** The funnel of the public page. Counts are of cases, days are medians; `null` is "not yet known". */
export type Figures = {
  /** Day the counts begin, `2026-06-15`. */
  readonly since: string;
  readonly found: number;
  readonly reproduced: number;
  readonly disclosed: number;
  readonly patched: number;
  readonly daysTo: {
    readonly reproduce: number | null;
    readonly disclose: number | null;
    readonly patch: number | null;
  };
  /** Share of those checked that were not real, 0 to 1. */
  readonly notReal: number | null;
  /** Model reviews that ran over their 30 days. Must be 0. */
  readonly reviewsOver: number | null;
};

export function figuresMarkup(figures: Figures | null): Markup {
  if (figures === null || figures.found === 0)
    return html`<section aria-label="Figures"><p class="empty"><b>Nothing has been reported yet.</b> What is found, reproduced, disclosed and patched is counted here from the first report on.</p></section>`;
  const { found, reproduced, disclosed, patched, daysTo } = figures;
  return html`<section aria-label="Figures"><div class="fun">${[
    column(found, "found"),
    column(reproduced, "reproduced"),
    column(disclosed, "disclosed to the owner"),
    column(patched, "patched"),
  ]}</div>
<div class="fig">${funnel([found, reproduced, disclosed, patched])}</div>
<div class="between">${[
    median(daysTo.reproduce, "to reproduce"),
    median(daysTo.disclose, "to disclose"),
    median(daysTo.patch, "to patch"),
  ]}</div>
<p class="cap">${caption(figures)}</p></section>`;
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");

const column = (count: number, label: string): Markup =>
  html`<div><b>${grouped(count)}</b><span>${label}</span></div>`;

const median = (days: number | null, label: string): Markup =>
  html`<span>${
    days === null
      ? html`<b class="unknown">not yet known</b>`
      : html`<b>${days < 10 ? Number(days.toFixed(1)) : Math.round(days)} days</b>`
  }${label}</span>`;

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const caption = ({ since, found, patched, notReal, reviewsOver }: Figures): Markup[] => [
  html`<span>Since ${since}; one case per root cause; days are medians</span>`,
  html`<span>Not real: ${notReal === null ? html`<span class="unknown">not yet known</span>` : percent(notReal)}</span>`,
  html`<span>Patched, of all found: ${percent(patched / found)}</span>`,
  html`${reviewsOver !== null && html`<span>Model reviews over 30 days: ${reviewsOver}</span>`}`,
];

const HEIGHT = 150;
/** Left edge and width of the four bars, out of 1000; the widths of the columns above them. */
const BARS = [
  [0, 175],
  [275, 175],
  [550, 175],
  [825, 175],
] as const;

/** A bar per stage, at least a hairline, and the slopes between them. The numbers above say the same in words. */
function funnel(counts: readonly number[]): Markup {
  const most = Math.max(...counts, 1);
  const tops = counts.map((count) => HEIGHT - Math.max(1.5, (count / most) * HEIGHT));
  const edge = BARS.flatMap(([x, width], n) => {
    const top = (tops[n] ?? HEIGHT).toFixed(1);
    return [`${x},${top}`, `${x + width},${top}`];
  });
  return html`<svg viewBox="0 0 1000 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><polygon class="slope" points="0,${HEIGHT} ${edge.join(" ")} 1000,${HEIGHT}"/>${BARS.map(
    ([x, width], n) => {
      const top = tops[n] ?? HEIGHT;
      return html`<rect class="${n === BARS.length - 1 ? "last" : "bar"}" x="${x}" y="${top.toFixed(1)}" width="${width}" height="${(HEIGHT - top).toFixed(1)}"/>`;
    },
  )}</svg>`;
}
