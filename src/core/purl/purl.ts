import { PackageURL } from "packageurl-js";

/** Types whose rules ask for a version, which a product (any version of it) has not. */
const NEEDS_VERSION = new Set(["cran", "swift"]);

/** Reads a package URL with or without a version, whatever its type asks. Throws where it is none. */
export function parsePurl(text: string): PackageURL {
  const parts = PackageURL.parseString(text) as (string | undefined)[];
  const [type = "", namespace, name = "", version, qualifiers, subpath] = parts;
  if (version !== undefined || !NEEDS_VERSION.has(type.toLowerCase()))
    return new PackageURL(type, namespace, name, version, qualifiers, subpath);
  const purl = new PackageURL(type, namespace, name, "0", qualifiers, subpath);
  purl.version = undefined;
  return purl;
}

/** The canonical form of a package URL, or why it is none. */
export function canonicalPurl(
  text: string,
): { readonly ok: true; readonly purl: PackageURL } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, purl: parsePurl(text) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : "not a package URL" };
  }
}

function changed(text: string, version: string | undefined, vers: string | undefined): string {
  const purl = parsePurl(text);
  const { vers: _, ...others } = purl.qualifiers ?? {};
  const qualifiers = vers === undefined ? others : { ...others, vers };
  purl.version = version;
  purl.qualifiers = Object.keys(qualifiers).length === 0 ? undefined : qualifiers;
  return purl.toString();
}

/** `pkg:npm/x` and `1.0` → `pkg:npm/x@1.0`. */
export const withVersion = (purl: string, version: string): string =>
  changed(purl, version, undefined);

/** `pkg:npm/x` and `vers:npm/<2` → `pkg:npm/x?vers=vers:npm/%3C2` (the `vers` qualifier of the purl specification). */
export const withRange = (purl: string, vers: string): string => changed(purl, undefined, vers);

/** Takes version and `vers` off again. */
export function splitPurl(text: string): {
  readonly purl: string;
  readonly version: string | null;
  readonly vers: string | null;
} {
  const { version, qualifiers } = parsePurl(text);
  return {
    purl: changed(text, undefined, undefined),
    version: version ?? null,
    vers: qualifiers?.vers ?? null,
  };
}

/** A version as the package type gives it back; `null` where the type refuses it (Go's `v1.2` is no SemVer). */
export function versionInPurl(purl: string, version: string): string | null {
  try {
    return splitPurl(withVersion(purl, version)).version;
  } catch {
    return null;
  }
}

/** False for the types whose rules ask for a version that is not there: validators refuse such a purl. */
export const isWholePurl = (text: string): boolean => !NEEDS_VERSION.has(purlType(text));

export const purlType = (purl: string): string => /^pkg:([^/]+)\//.exec(purl)?.[1] ?? "generic";
