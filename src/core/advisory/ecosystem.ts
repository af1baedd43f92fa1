import type { PackageURL } from "packageurl-js";
import { parsePurl } from "./purl.ts";

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
