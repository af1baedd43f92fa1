/** The known name that was probably meant by a misspelt one; null when none is near. */
export function nearestName(written: string, known: readonly string[]): string | null {
  const plain = plainName(written);
  const meant = SYNONYMS[plain];
  if (meant !== undefined && known.includes(meant)) return meant;
  const ranked = known
    .map((name) => ({ name, distance: editDistance(plain, plainName(name)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(plain.length / 3))
    ? best.name
    : null;
}

const plainName = (name: string): string =>
  name
    .slice(0, 60)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** What other formats call the same thing. */
const SYNONYMS: Record<string, string> = {
  purl: "component",
  package: "component",
  product: "component",
  cwe: "weakness",
  cweid: "weakness",
  cvss: "severity",
  vector: "severity",
  summary: "title",
  name: "title",
  details: "description",
  poc: "reproducer",
  proof: "reproducer",
  stacktrace: "trace",
  stack: "trace",
  backtrace: "trace",
  revision: "commit",
  sha: "commit",
  location: "locations",
  path: "file",
  uri: "file",
  lineno: "line",
  startline: "line",
  symbol: "function",
  method: "function",
  finder: "foundBy",
  credits: "foundBy",
  organisation: "party",
  organization: "party",
  agent: "harness",
  tool: "harness",
};

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
