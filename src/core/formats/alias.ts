/** Ids of public databases: CVE, GHSA, OSV's own, RustSec, Python, Go … */
const PUBLIC_ID =
  /\b(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|GO-\d{4}-\d{4,}|RUSTSEC-\d{4}-\d{4}|PYSEC-\d{4}-\d+|OSV-\d{4}-\d+|GSD-\d{4}-\d+|MAL-\d{4}-\d+)\b/gi;

const MOST_ALIASES = 50;

/** The public ids that the texts name, once each, in order, at most fifty. */
export function readAliases(texts: Iterable<string | null>): string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (const [id] of (text ?? "").matchAll(PUBLIC_ID)) found.add(canonicalId(id));
  return [...found].slice(0, MOST_ALIASES);
}

/** GHSA ids are lower case after the prefix, the others upper case throughout. */
const canonicalId = (id: string): string =>
  /^ghsa-/i.test(id) ? `GHSA-${id.slice(5).toLowerCase()}` : id.toUpperCase();
