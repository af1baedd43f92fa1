import type { PackageURL } from "packageurl-js";
import { toPurl } from "./component.ts";
import { parsePurl } from "./purl.ts";

/** OSV ecosystem (before any ":suffix", lower case) → purl type and fixed namespace. After purl-spec's list of types. */
const TYPES: Record<string, readonly [type: string, namespace?: string]> = {
  npm: ["npm"],
  pypi: ["pypi"],
  go: ["golang"],
  "crates.io": ["cargo"],
  rubygems: ["gem"],
  packagist: ["composer"],
  maven: ["maven"],
  nuget: ["nuget"],
  hex: ["hex"],
  pub: ["pub"],
  hackage: ["hackage"],
  cran: ["cran"],
  bioconductor: ["bioconductor"],
  swifturl: ["swift"],
  conancenter: ["conan"],
  opam: ["opam"],
  julia: ["julia"],
  bitnami: ["bitnami"],
  vscode: ["vscode-extension"],
  "github actions": ["github"],
  debian: ["deb", "debian"],
  ubuntu: ["deb", "ubuntu"],
  echo: ["deb", "echo"],
  alpine: ["apk", "alpine"],
  wolfi: ["apk", "wolfi"],
  chainguard: ["apk", "chainguard"],
  minimos: ["apk", "minimos"],
  alpaquita: ["apk", "alpaquita"],
  "red hat": ["rpm", "redhat"],
  almalinux: ["rpm", "almalinux"],
  "rocky linux": ["rpm", "rocky-linux"],
  suse: ["rpm", "suse"],
  opensuse: ["rpm", "opensuse"],
  mageia: ["rpm", "mageia"],
  openeuler: ["rpm", "openeuler"],
  "photon os": ["rpm", "photon"],
  "azure linux": ["rpm", "azure-linux"],
};

/** The name is split at its last ":" or "/" where the type has namespaces (Maven's group, npm's scope, Go's path). */
const SPLIT: Record<string, RegExp> = {
  maven: /^(.+):([^:]+)$/,
  npm: /^(@[^/]+)\/(.+)$/,
  golang: /^(.+)\/([^/]+)$/,
  composer: /^(.+)\/([^/]+)$/,
  github: /^([^/]+)\/([^/]+)$/,
  swift: /^(?:https?:\/\/)?(.+)\/([^/]+?)(?:\.git)?$/,
  "vscode-extension": /^([^/]+)\/(.+)$/,
};

/** What is longer is no name of a package, and patterns must not search it. */
const LONGEST = 1000;

/** A component named as OSV, CVE or an advisory database names it. Ecosystems without a purl type become `pkg:generic`. */
export function ecosystemPurl(ecosystem: string, name: string): string | null {
  if (ecosystem.length + name.length > LONGEST) return null;
  const base = (ecosystem.split(":")[0] ?? "").trim().toLowerCase();
  const [type, namespace] = TYPES[base] ?? ["generic"];
  const [, group, rest] = SPLIT[type]?.exec(name) ?? [];
  if (group !== undefined && rest !== undefined) return toPurl(type, group, rest);
  return toPurl(type, namespace ?? null, name);
}

/** How OSV names a package. */
export type OsvPackage = { readonly ecosystem: string; readonly name: string };

type Naming = (purl: PackageURL) => string | null;

const plain: Naming = ({ name }) => name;
const slashed: Naming = ({ namespace, name }) => (namespace ? `${namespace}/${name}` : name);
const maven: Naming = ({ namespace, name }) => (namespace ? `${namespace}:${name}` : null);

/** purl type → OSV ecosystem and how its names are written (OSV schema 1.7, "Defined ecosystems"). */
const ECOSYSTEMS: Readonly<Record<string, readonly [ecosystem: string, naming: Naming]>> = {
  bitnami: ["Bitnami", plain],
  cargo: ["crates.io", plain],
  composer: ["Packagist", slashed],
  conan: ["ConanCenter", plain],
  cran: ["CRAN", plain],
  gem: ["RubyGems", plain],
  golang: ["Go", slashed],
  hackage: ["Hackage", plain],
  hex: ["Hex", plain],
  julia: ["Julia", plain],
  maven: ["Maven", maven],
  npm: ["npm", slashed],
  nuget: ["NuGet", plain],
  opam: ["opam", plain],
  pub: ["Pub", plain],
  pypi: ["PyPI", plain],
  swift: ["SwiftURL", slashed],
};

/** Distributions whose release OSV takes from the purl's `distro` qualifier. */
function distribution(purl: PackageURL): OsvPackage | null {
  const distro = purl.qualifiers?.distro ?? "";
  if (purl.type === "deb" && purl.namespace === "debian") {
    const release = /^debian-(\d+)$/.exec(distro)?.[1];
    return { ecosystem: release ? `Debian:${release}` : "Debian", name: purl.name };
  }
  const alpine = /^alpine-(\d+\.\d+)/.exec(distro)?.[1];
  const isAlpine = purl.type === "apk" && purl.namespace === "alpine" && alpine !== undefined;
  return isAlpine ? { ecosystem: `Alpine:v${alpine}`, name: purl.name } : null;
}

/** `null` where OSV has no ecosystem for it: firmware, `pkg:generic`, distributions not listed here. */
export function osvPackage(text: string): OsvPackage | null {
  const purl = parsePurl(text);
  const known = ECOSYSTEMS[purl.type];
  if (known === undefined) return distribution(purl);
  const name = known[1](purl);
  return name === null ? null : { ecosystem: known[0], name };
}
