import { purlType } from "../purl/purl.ts";
import type { VersionRange } from "./advisory.ts";

/**
 * A range as a `vers` string: `vers:npm/>=1.0.0|<1.2.3`. The versioning scheme says how versions are ordered: the
 * package type's own, `semver` or `git`.
 */
export function toVers(purl: string, range: VersionRange): string {
  const scheme = range.type === "ecosystem" ? purlType(purl) : range.type;
  const constraints = [
    ...(range.introduced === null ? [] : [`>=${encodeURIComponent(range.introduced)}`]),
    ...(range.fixed === null ? [] : [`<${encodeURIComponent(range.fixed)}`]),
    ...(range.lastAffected === null ? [] : [`<=${encodeURIComponent(range.lastAffected)}`]),
  ];
  return `vers:${scheme}/${constraints.length === 0 ? "*" : constraints.join("|")}`;
}

const isOwnScheme = (scheme: string | undefined): scheme is "semver" | "git" =>
  scheme === "semver" || scheme === "git";

/** Reads what `toVers` writes; `undefined` for any other text. */
export function fromVers(text: string): VersionRange | undefined {
  const [, scheme, list] = /^vers:([a-z.+-][a-z0-9.+-]*)\/(.+)$/.exec(text) ?? [];
  if (list === undefined) return undefined;
  const range = {
    type: isOwnScheme(scheme) ? scheme : ("ecosystem" as const),
    introduced: null as string | null,
    fixed: null as string | null,
    lastAffected: null as string | null,
  };
  if (list === "*") return range;
  for (const constraint of list.split("|")) {
    const [, sign, version = ""] = /^(>=|<=|<)(.+)$/.exec(constraint) ?? [];
    if (sign === undefined) return undefined;
    range[BOUND[sign as keyof typeof BOUND]] = decodeURIComponent(version);
  }
  return range;
}

const BOUND = { ">=": "introduced", "<": "fixed", "<=": "lastAffected" } as const;
