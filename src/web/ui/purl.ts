export type PurlParts = {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
};

/**
 * A package URL cut for display: `npm/%40quayside/`, `gateway`, `@8.0.2`. Rows may cut the namespace, never the name or the
 * version. Text that is no purl is a name as a whole.
 */
export function purlParts(purl: string, version?: string | null): PurlParts {
  if (!purl.startsWith("pkg:")) return { namespace: "", name: purl, version: at(version) };
  const path = purl.slice(4).split(/[?#]/, 1)[0] ?? "";
  const slash = path.lastIndexOf("/");
  const last = path.slice(slash + 1);
  const mark = last.indexOf("@", 1);
  return {
    namespace: path.slice(0, slash + 1),
    name: mark > 0 ? last.slice(0, mark) : last,
    version: at(version ?? (mark > 0 ? last.slice(mark + 1) : undefined)),
  };
}

const at = (version: string | null | undefined) => (version ? `@${version}` : "");
