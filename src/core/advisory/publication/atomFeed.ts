import type { Advisory } from "../advisory.ts";
import type { Site } from "../page/layout.ts";
import { html as xml } from "../page/markup.ts";

/** So many as a reader that looks once a week can miss. */
const ENTRIES = 100;

/** New, revised and withdrawn advisories, newest change first (RFC 4287). `at` dates a feed without any. */
export function toAtom(site: Site, current: readonly Advisory[], at: string): string {
  const address = (path: string) => `${site.namespace}${path}`;
  const feed = xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${address("/advisories/feed.atom")}</id>
<title>Advisories: ${site.name}</title>
<updated>${current[0]?.dates.current ?? at}</updated>
<link rel="self" type="application/atom+xml" href="${address("/advisories/feed.atom")}"/>
<link rel="alternate" type="text/html" href="${address("/advisories/")}"/>
<author><name>${site.name}</name></author>
${current.slice(0, ENTRIES).map(
  (advisory) => xml`<entry>
<id>${address(`/advisories/${advisory.id}.html`)}</id>
<title>${advisory.withdrawn !== null && "Withdrawn: "}${advisory.title}</title>
<published>${advisory.dates.released}</published>
<updated>${advisory.dates.current}</updated>
<link rel="alternate" type="text/html" href="${address(`/advisories/${advisory.id}.html`)}"/>
<summary type="text">${advisory.withdrawn === null ? advisory.summary : advisory.withdrawn.reason}</summary>
</entry>
`,
)}</feed>
`;
  return feed.text;
}
