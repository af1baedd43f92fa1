import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisories } from "../../../testing/advisory.ts";
import { exampleAdvisory } from "../exampleAdvisory.ts";
import { renderAdvisoryPage } from "./advisory.ts";
import { renderPublicHome } from "./home.ts";
import type { Site } from "./layout.ts";
import { renderAdvisoryIndex } from "./list.ts";
import { html, outwardLink } from "./markup.ts";
import { PUBLIC_SCRIPT } from "./script.ts";
import { PUBLIC_STYLE } from "./style.ts";

const site: Site = {
  name: "Lakeside <Coordination>",
  namespace: "https://advisories.lakeside.example",
  contact: "desk@lakeside.example",
  nav: [{ label: "Advisories", href: "/advisories/" }],
  foot: [{ label: "Keys", href: "/keys/" }],
};
const options = { pinned: true, hasCve: true, versions: new Set([1, 2]) };
const home = (count = 9) =>
  renderPublicHome({
    site,
    figures: {
      since: "2026-06-15",
      found: 18_442,
      reproduced: 9870,
      disclosed: 2317,
      patched: 1046,
      daysTo: { reproduce: 0.4, disclose: 6, patch: null },
      notReal: 0.091,
      reviewsOver: 0,
    },
    advisories: Array.from({ length: count }, () => exampleAdvisory),
  });

/** Names of the elements of a page, and the values of an attribute in it. */
const elements = (page: string) =>
  new Set([...page.matchAll(/<([a-zA-Z][a-zA-Z0-9]*)/g)].map(([, name = ""]) => name));
const attribute = (page: string, name: string) =>
  [...page.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);

/** Every tag closed in its order; a stray < or > in the text shows here. */
function isBalanced(page: string): boolean {
  const open: string[] = [];
  const VOID = new Set(["meta", "link", "br", "wbr", "path", "rect", "polygon"]);
  for (const [, close, name = ""] of page.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>/g)) {
    if (close === "/") {
      if (open.pop() !== name) return false;
    } else if (!VOID.has(name)) open.push(name);
  }
  return open.length === 0;
}

describe("public pages", () => {
  const template = elements(renderAdvisoryPage(site, exampleAdvisory, options));

  test("whatever an advisory says, it adds no element, no attribute and no link but to the web", () => {
    fc.assert(
      fc.property(advisories, (advisory) => {
        const page = renderAdvisoryPage(site, advisory, options);
        expect([...elements(page)].filter((name) => !template.has(name))).toEqual([]);
        expect(isBalanced(page)).toBe(true);
        expect(
          attribute(page, "href").filter((to) => !/^(?:\/|https?:\/\/|#main$)/.test(to)),
        ).toEqual([]);
        expect(page.match(/<script[^>]*>/g)).toEqual(['<script src="/public.js">']);
        expect(page).not.toMatch(/ on[a-z]+="| style="/);
      }),
      { numRuns: 150 },
    );
  });

  test("text is escaped in text and in attributes, and markup stays", () => {
    expect(
      html`<p title="${`"'<&>`}">${"<b>"}${html`<i>${"&"}</i>`}${[1, null, false, "x"]}</p>`.text,
    ).toBe('<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;<i>&amp;</i>1x</p>');
  });

  test("a link that is not of the web is its label", () => {
    expect(outwardLink("javascript:alert(1)", "here").text).toBe("here");
    expect(outwardLink("https://x.example/?a=1&b=2", "here").text).toContain(
      'href="https://x.example/?a=1&amp;b=2"',
    );
  });

  test("the home page shows the figures with words, seven advisories and the rest behind a link", () => {
    const page = home();
    expect(page).toContain("<b>18,442</b><span>found</span>");
    expect(page).toContain("Patched, of all found: 5.7%");
    expect(page).toContain("not yet known");
    expect(page.match(/class="what"/g)).toHaveLength(7);
    expect(page).toContain("All 9 advisories");
  });

  test("empty pages say what comes next", () => {
    const empty = renderPublicHome({ site, figures: null, advisories: [] });
    expect(empty).toContain("Nothing has been reported yet.");
    expect(empty).toContain("No advisory has been published yet.");
    expect(renderAdvisoryIndex(site, [])).toContain("No advisory has been published yet.");
  });

  test("a row tells the one thing to know: the fix, that there is none, that it is exploited or withdrawn", () => {
    const row = (change: Partial<typeof exampleAdvisory>) =>
      renderAdvisoryIndex(site, [{ ...exampleAdvisory, ...change }]);
    const unfixed = exampleAdvisory.products.map((one) => ({
      ...one,
      fixedVersions: [],
      ranges: one.ranges.map((range) => ({ ...range, fixed: null })),
    }));
    expect(row({})).toContain("fixed in 5.4.1, 4.9.7</span><i>exploited</i>");
    expect(
      row({ products: unfixed, remediations: exampleAdvisory.remediations.slice(1) }),
    ).toContain("<i>no fix; mitigation</i>");
    expect(row({ withdrawn: { at: "2026-09-22T06:00:00Z", reason: "Not a flaw." } })).toContain(
      "withdrawn",
    );
  });

  test("a pinned page leads to the current one, and only to versions that are public", () => {
    const pinned = renderAdvisoryPage(site, exampleAdvisory, {
      ...options,
      versions: new Set([2]),
    });
    expect(pinned).toContain('<a href="/advisories/AS-2026-0187.html">The current version</a>');
    expect(pinned).toContain("/advisories/AS-2026-0187/v2/");
    expect(pinned).not.toContain("/advisories/AS-2026-0187/v1/");
  });

  test("home page, style and script together are under 60 kB before compression", () => {
    expect(home().length + PUBLIC_STYLE.length + PUBLIC_SCRIPT.length).toBeLessThan(60_000);
  });
});
