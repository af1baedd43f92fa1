import { PackageURL } from "packageurl-js";
import { cutText } from "../formats/cutText.ts";
import { parsePurl } from "./purl.ts";

/** A purl split into what names the component and what names its version. */
export type Component = { readonly purl: string; readonly version: string | null };

/** What is longer is no name of a package, and patterns must not search it. */
const LONGEST = 1000;

/**
 * The canonical form of a purl, without version, qualifiers and subpath (they name a build or a place inside, not the component).
 * Null when it is not a purl.
 */
export function readPurl(text: string): Component | null {
  if (text.length > LONGEST || !text.startsWith("pkg:")) return null;
  try {
    const { type, namespace, name, version } = parsePurl(text);
    return { purl: write(type, namespace, name), version: version ?? null };
  } catch {
    return null;
  }
}

/** A purl from its parts; null where they make none. */
export function toPurl(type: string, namespace: string | null, name: string): string | null {
  if (name === "" || name.length + (namespace?.length ?? 0) > LONGEST) return null;
  try {
    return write(type, namespace ?? undefined, name);
  } catch {
    return null;
  }
}

/** Some types ask for a version, which a component (any version of it) has not: it gets one while it is checked. */
function write(type: string, namespace: string | undefined, name: string): string {
  const purl = new PackageURL(type, namespace, name, "0", undefined, undefined);
  purl.version = undefined;
  return purl.toString();
}

/** `pkg:github/owner/name` for a repository on GitHub or Bitbucket; `pkg:generic/host/path` for others. */
export function repositoryPurl(url: string): string | null {
  if (url.length > LONGEST) return null;
  const match =
    /^(?:git\+)?(?:https?|git|ssh):\/\/(?:[^@/]*@)?(?:www\.)?([^/:?#]+)(?::\d+)?\/([^?#]+)/i.exec(
      url,
    ) ?? /^[\w.-]+@([\w.-]+):([^?#]+)/.exec(url);
  const host = match?.[1]?.toLowerCase();
  const steps = (match?.[2] ?? "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .split("/");
  if (host === undefined) return null;
  const forge = { "github.com": "github", "bitbucket.org": "bitbucket" }[host];
  const [owner, name] = steps;
  if (forge !== undefined) return owner && name ? toPurl(forge, owner, name) : null;
  return toPurl("generic", [host, ...steps.slice(0, -1)].join("/"), steps.at(-1) ?? "");
}

/**
 * A product that is named by its vendor only. `pkg:generic` is the purl type for what no package manager carries;
 * names are lower-cased and spaces become `_`, so that two spellings of one product meet.
 */
export function productPurl(vendor: string | null, product: string | null): string | null {
  const name = plainName(product);
  return name === null ? null : toPurl("generic", plainName(vendor), name);
}

const UNNAMED = new Set(["", "n/a", "na", "-", "*", "unknown", "unspecified", "none"]);

function plainName(text: string | null): string | null {
  const spelt = (text ?? "")
    .trim()
    .toLowerCase()
    .replace(/[\s/\\]+/g, "_");
  const name = cutText(spelt, 300);
  return UNNAMED.has(name.replace("_", "/")) || UNNAMED.has(name) ? null : name;
}
