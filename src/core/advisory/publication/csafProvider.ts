import type { Advisory } from "../advisory.ts";
import { csafPath } from "../csafName.ts";
import { json, type PlannedFile, type Publication, planned } from "./plan.ts";

const FOLDER = "/csaf/white";
const FEED = "/csaf/feed-tlp-white.json";
const SERVICE = "/csaf/service.json";
const PROVIDER = "/.well-known/csaf/provider-metadata.json";

/** What CSAF 2.0 (section 7.1) asks of a trusted provider, for the current versions, newest change first. */
export function csafProviderFiles(
  { site, keys, at }: Publication,
  current: readonly Advisory[],
): PlannedFile[] {
  const address = (path: string) => `${site.namespace}${path}`;
  const updated = current[0]?.dates.current ?? at;
  const inFolder = (advisory: Advisory) => csafPath(advisory).slice(FOLDER.length + 1);
  const provider = {
    canonical_url: address(PROVIDER),
    distributions: [
      {
        directory_url: address(`${FOLDER}/`),
      },
      {
        rolie: {
          feeds: [{ summary: "All TLP:CLEAR advisories", tlp_label: "WHITE", url: address(FEED) }],
          services: [address(SERVICE)],
        },
      },
    ],
    last_updated: updated,
    list_on_CSAF_aggregators: true,
    metadata_version: "2.0",
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: [
      { fingerprint: keys.openpgp.fingerprint, url: address("/keys/openpgp.asc") },
    ],
    publisher: {
      category: "coordinator",
      name: site.name,
      namespace: site.namespace,
      contact_details: site.contact,
    },
    role: "csaf_trusted_provider",
  };
  return [
    planned(PROVIDER, json(provider)),
    planned(`${FOLDER}/index.txt`, lines(current.map(inFolder).toSorted())),
    planned(
      `${FOLDER}/changes.csv`,
      lines(current.map((one) => `"${inFolder(one)}","${one.dates.current}"`)),
    ),
    planned(FEED, json(rolieFeed(address, current, updated))),
    planned(SERVICE, json(rolieService(address))),
  ];
}

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join("");

const CATEGORY = {
  scheme: "urn:ietf:params:rolie:category:information-type",
  term: "csaf",
} as const;

type Address = (path: string) => string;

/** RFC 8322 as JSON (CSAF 2.0, requirement 15). */
const rolieFeed = (address: Address, current: readonly Advisory[], updated: string) => ({
  feed: {
    id: "csaf-feed-tlp-white",
    title: "CSAF advisories (TLP:CLEAR)",
    link: [
      { rel: "self", href: address(FEED) },
      { rel: "service", href: address(SERVICE) },
    ],
    category: [CATEGORY],
    updated,
    entry: current.map((advisory) => rolieEntry(address(csafPath(advisory)), advisory)),
  },
});

const rolieEntry = (url: string, { id, title, summary, dates }: Advisory) => ({
  id,
  title,
  link: [
    { rel: "self", href: url },
    { rel: "hash", href: `${url}.sha512` },
    { rel: "hash", href: `${url}.sha256` },
    { rel: "signature", href: `${url}.asc` },
  ],
  published: dates.released,
  updated: dates.current,
  summary: { content: summary },
  content: { type: "application/json", src: url },
  format: {
    schema: "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
    version: "2.0",
  },
});

const rolieService = (address: Address) => ({
  service: {
    workspace: [
      {
        title: "Public CSAF feed",
        collection: [
          {
            title: "CSAF advisories (TLP:CLEAR)",
            href: address(FEED),
            categories: { category: [CATEGORY] },
          },
        ],
      },
    ],
  },
});
