import { productPurl, readPurl, repositoryPurl } from "../purl/component.ts";
import { ecosystemPurl } from "../purl/ecosystem.ts";
import type { Cursor } from "./cursor.ts";

/** Where CVE records say their packages come from (`collectionURL`) → OSV ecosystem. */
const COLLECTIONS: readonly (readonly [RegExp, string])[] = [
  [/npmjs\.(?:com|org)/, "npm"],
  [/pypi\.(?:org|python\.org)|pythonhosted/, "PyPI"],
  [/maven/, "Maven"],
  [/rubygems\.org/, "RubyGems"],
  [/crates\.io/, "crates.io"],
  [/packagist\.org/, "Packagist"],
  [/nuget\.org/, "NuGet"],
  [/pkg\.go\.dev|proxy\.golang/, "Go"],
  [/hex\.pm/, "Hex"],
  [/pub\.dev/, "Pub"],
  [/hackage\.haskell/, "Hackage"],
  [/cran\./, "CRAN"],
];

/** The component of one `affected` entry: its purl, its package, its repository, else vendor and product. */
export function componentOf(affected: Cursor): string | null {
  const purl = readPurl(affected.text("packageURL") ?? affected.text("packageUrl") ?? "");
  return (
    purl?.purl ??
    packaged(affected) ??
    repositoryPurl(affected.text("repo") ?? "") ??
    productPurl(affected.text("vendor"), affected.text("product"))
  );
}

function packaged(affected: Cursor): string | null {
  const url = affected.text("collectionURL");
  const name = affected.text("packageName");
  if (url === null || name === null || url.length > LONGEST) return null;
  const ecosystem = COLLECTIONS.find(([pattern]) => pattern.test(url))?.[1];
  if (ecosystem !== undefined) return ecosystemPurl(ecosystem, name);
  return repositoryPurl(`${url.replace(/\/+$/, "")}/${name}`);
}

/** What is longer is no address of a package registry. */
const LONGEST = 1000;

const UNSAID = /^(?:0|\*|-|n\/?a|unspecified|unknown|all|not specified|)$/i;
const COMMIT = /^[0-9a-f]{12,64}$/i;

/** A version (or commit) that the record calls affected: an exact one, else the last of a closed range, else its start. */
export function versionOf(affected: Cursor, kind: "version" | "git" = "version"): string | null {
  const entries = affected
    .objects("versions")
    .filter((entry) => (entry.text("status") ?? "affected") === "affected")
    .filter((entry) => (entry.text("versionType") === "git") === (kind === "git"));
  const candidates = entries.flatMap((entry) => [
    entry.text("lessThanOrEqual"),
    entry.text("version"),
  ]);
  const said = candidates.filter((text) => text !== null && !UNSAID.test(text));
  return said.find((text) => kind === "version" || COMMIT.test(text ?? "")) ?? null;
}
