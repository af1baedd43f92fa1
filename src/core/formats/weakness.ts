/** CWE-79, cwe_079, external/cwe/cwe-079, …/definitions/79.html */
const WRITTEN = /\bCWE[-_ :#/]{0,2}0*([1-9]\d{0,4})(?!\d)/i;
const LINKED = /cwe\.mitre\.org\/data\/definitions\/0*([1-9]\d{0,4})\b/i;

/** "CWE-787" out of what a tool or database wrote; null when it names none. */
export function readWeakness(text: string | null): string | null {
  if (text === null) return null;
  const match = WRITTEN.exec(text) ?? LINKED.exec(text);
  return match?.[1] === undefined ? null : `CWE-${match[1]}`;
}

/** The first of several places that names one. */
export function firstWeakness(texts: Iterable<string | null>): string | null {
  for (const text of texts) {
    const weakness = readWeakness(text);
    if (weakness !== null) return weakness;
  }
  return null;
}
