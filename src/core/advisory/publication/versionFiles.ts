import type { Advisory } from "../advisory.ts";
import { csafFileName, csafPath } from "../csafName.ts";
import { renderAdvisoryPage } from "../page/advisory.ts";
import type { Site } from "../page/layout.ts";
import { type PlannedFile, type PublishedVersion, planned } from "./plan.ts";

const IMMUTABLE = { immutable: true, seal: "minisign" } as const;

/** The files of one version at its own address, which never change. */
export function pinnedFiles(
  site: Site,
  { advisory, renderings }: PublishedVersion,
  versions: ReadonlySet<number>,
): PlannedFile[] {
  const at = `/advisories/${advisory.id}/v${advisory.version}`;
  const { csaf, osv, cve, openvex, markdown, text } = renderings;
  const page = renderAdvisoryPage(site, advisory, {
    pinned: true,
    hasCve: cve !== null,
    versions: upTo(versions, advisory.version),
  });
  return [
    planned(`${at}/index.html`, page, { immutable: true }),
    planned(`${at}/${csafFileName(advisory.id)}`, csaf, { immutable: true, seal: "csaf" }),
    planned(`${at}/osv.json`, osv, IMMUTABLE),
    ...(cve === null ? [] : [planned(`${at}/cve.json`, cve, IMMUTABLE)]),
    planned(`${at}/openvex.json`, openvex, IMMUTABLE),
    planned(`${at}/advisory.md`, markdown, IMMUTABLE),
    planned(`${at}/advisory.txt`, text, IMMUTABLE),
  ];
}

/** A page that never changes tells only of what there was. */
const upTo = (versions: ReadonlySet<number>, last: number): ReadonlySet<number> =>
  new Set([...versions].filter((number) => number <= last));

const SEALED = { seal: "minisign" } as const;

/** The files of the current version at the addresses that always lead to the current one. */
export function currentFiles(
  site: Site,
  { advisory, renderings }: PublishedVersion,
  versions: ReadonlySet<number>,
): PlannedFile[] {
  const { id } = advisory;
  const { csaf, osv, cve, openvex, markdown, text } = renderings;
  const page = renderAdvisoryPage(site, advisory, {
    pinned: false,
    hasCve: cve !== null,
    versions,
  });
  return [
    planned(csafPath(advisory), csaf, { seal: "csaf" }),
    planned(`/osv/${id}.json`, osv, SEALED),
    ...(cve === null ? [] : [planned(cvePath(advisory), cve, SEALED)]),
    planned(`/openvex/${id}.json`, openvex, SEALED),
    planned(`/advisories/${id}.html`, page),
    planned(`/advisories/${id}.md`, markdown, SEALED),
    planned(`/advisories/${id}.txt`, text, SEALED),
  ];
}

export const cvePath = ({ id, cveId }: Advisory): string => `/cve/${cveId?.id ?? id}.json`;
