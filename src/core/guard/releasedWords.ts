import { cut, valueMacOf } from "./audit/guardRecord.ts";
import type { PartFinding, Parts } from "./evaluateParts.ts";

/** What a person let go once, wherever it stands again: a rule and the words it spoke of, or the case that they are a copy of. */
export type ReleasedWords = {
  readonly personId: string;
  readonly name: string;
  readonly reason: string;
  /** See `wordsKey`. */
  readonly words: readonly string[];
};

/** Of a near copy the case counts: in every format it is cut otherwise. */
function wordsKey(key: Uint8Array, parts: Parts, finding: PartFinding): string {
  const { ruleId, part, start, end, origin } = finding;
  if (origin) return `${ruleId} ${origin.caseId}`;
  const found = cut(parts[part] ?? "", start, end)
    .toLowerCase()
    .replaceAll(/\s+/g, " ");
  return `${ruleId} ${valueMacOf(key, found)}`;
}

export const wordsIn = (
  key: Uint8Array,
  parts: Parts,
  findings: readonly PartFinding[],
): string[] => [...new Set(findings.map((finding) => wordsKey(key, parts, finding)))];

/** Whose word covers all that was found; undefined where something is left, and where anything blocks. */
export function releaseOfAll(
  key: Uint8Array,
  parts: Parts,
  findings: readonly PartFinding[],
  released: readonly ReleasedWords[],
): ReleasedWords | undefined {
  if (findings.length === 0 || findings.some(({ action }) => action === "block")) return undefined;
  const known = new Set(released.flatMap(({ words }) => words));
  const found = wordsIn(key, parts, findings);
  if (!found.every((word) => known.has(word))) return undefined;
  return released.find(({ words }) => found.some((word) => words.includes(word)));
}
