import { toPurl } from "./purl.ts";

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

/** A component named as OSV, CVE or an advisory database names it. Ecosystems without a purl type become `pkg:generic`. */
export function ecosystemPurl(ecosystem: string, name: string): string | null {
  const base = (ecosystem.split(":")[0] ?? "").trim().toLowerCase();
  const [type, namespace] = TYPES[base] ?? ["generic"];
  const [, group, rest] = SPLIT[type]?.exec(name) ?? [];
  if (group !== undefined && rest !== undefined) return toPurl(type, group, rest);
  return toPurl(type, namespace ?? null, name);
}
