import type { Advisory } from "./advisory.ts";
import { renderPublicHome } from "./page/home.ts";
import { FAVICON } from "./page/layout.ts";
import { renderAdvisoryIndex } from "./page/list.ts";
import { PUBLIC_SCRIPT } from "./page/script.ts";
import { PUBLIC_STYLE } from "./page/style.ts";
import { toAtom } from "./publication/atomFeed.ts";
import { csafProviderFiles } from "./publication/csafProvider.ts";
import {
  type PlannedFile,
  type Publication,
  type PublishedVersion,
  planned,
} from "./publication/plan.ts";
import { toSecurityText } from "./publication/securityText.ts";
import { currentFiles, cvePath, pinnedFiles } from "./publication/versionFiles.ts";

/** Every file of the public tree. Only TLP:CLEAR is in it; a version under another label leaves no trace. */
export function planPublication(publication: Publication): PlannedFile[] {
  const { site, keys, figures, at } = publication;
  const versions = publication.versions.filter(({ advisory }) => advisory.tlp === "CLEAR");
  const current = currentVersions(versions);
  const numbers = new Map<string, Set<number>>(versions.map((one) => [one.advisory.id, new Set()]));
  for (const { advisory } of versions) numbers.get(advisory.id)?.add(advisory.version);
  const numbersOf = ({ advisory }: PublishedVersion) => numbers.get(advisory.id) ?? new Set();
  const advisories = current.map(({ advisory }) => advisory);
  // In the order in which they are written: what others point at comes before what points at it.
  return [
    planned("/favicon.svg", FAVICON),
    planned("/public.css", PUBLIC_STYLE),
    planned("/public.js", PUBLIC_SCRIPT),
    planned("/keys/openpgp.asc", keys.openpgp.armored),
    planned("/keys/minisign.pub", keys.minisign),
    ...versions.flatMap((version) => pinnedFiles(site, version, numbersOf(version))),
    ...current.flatMap((version) => currentFiles(site, version, numbersOf(version))),
    ...lists(current),
    ...csafProviderFiles(publication, advisories),
    planned("/.well-known/security.txt", toSecurityText(site, at)),
    planned("/advisories/feed.atom", toAtom(site, advisories, at)),
    planned("/advisories/index.html", renderAdvisoryIndex(site, advisories)),
    planned("/index.html", renderPublicHome({ site, figures, advisories })),
  ];
}

/** The last version of each advisory, newest change first; equals in the order of their ids. */
function currentVersions(versions: readonly PublishedVersion[]): PublishedVersion[] {
  const last = new Map<string, PublishedVersion>();
  for (const version of versions) {
    const { id, version: number } = version.advisory;
    if (number > (last.get(id)?.advisory.version ?? 0)) last.set(id, version);
  }
  return [...last.values()].toSorted((a, b) => newestFirst(a.advisory, b.advisory));
}

const newestFirst = (a: Advisory, b: Advisory): number =>
  Date.parse(b.dates.current) - Date.parse(a.dates.current) || (a.id < b.id ? 1 : -1);

/** What there is in each format: OSV's `modified_id.csv`, and plain lists. */
function lists(current: readonly PublishedVersion[]): PlannedFile[] {
  const each = (line: (version: PublishedVersion) => string) =>
    current.map((version) => `${line(version)}\n`).join("");
  const records = current.filter(({ renderings }) => renderings.cve !== null);
  return [
    planned(
      "/osv/modified_id.csv",
      each(({ advisory }) => `${advisory.dates.current},${advisory.id}`),
    ),
    planned(
      "/openvex/index.txt",
      each(({ advisory }) => `${advisory.id}.json`),
    ),
    planned(
      "/cve/index.txt",
      records.map(({ advisory }) => `${cvePath(advisory).slice("/cve/".length)}\n`).join(""),
    ),
  ];
}
