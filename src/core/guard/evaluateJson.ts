import type { Audience } from "./audience.ts";
import { clustersOf } from "./engine/clusters.ts";
import { type Guard, watchFor } from "./engine/compileGuard.ts";
import type { SourceSight } from "./engine/derivedView.ts";
import { actionOf, findingOf, replacementOf, unsettledFinding } from "./engine/sightFinding.ts";
import type { Replace } from "./engine/stage.ts";
import { TextScan } from "./engine/textScan.ts";
import type { TextVerdict } from "./evaluateText.ts";
import { type JsonToken, jsonTokens, wholeEscapes } from "./json/jsonTokens.ts";
import { type Finding, verdictOf } from "./verdict.ts";

/** Readings of one document: as for texts, what is rewritten is read again, and has to be quiet after so many. */
const MOST_READINGS = 3;

/** A replacement to be made: from, to, and what stands there then. */
type Edit = readonly [number, number, string];

function sightsIn(text: string, guard: Guard, audience: Audience): SourceSight[] {
  const scan = new TextScan(watchFor(guard, audience), text.length);
  scan.end(text);
  return scan.sights;
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The part of a token that a stretch covers: in strings whole escapes, of bare values all. */
function editOf(text: string, token: JsonToken, start: number, end: number, by: string): Edit {
  if (token.kind === "bare") return [token.start, token.end, JSON.stringify(by)];
  const [from, to] = wholeEscapes(
    text,
    token,
    Math.max(start, token.start),
    Math.min(end, token.end),
  );
  return [from, to, JSON.stringify(by).slice(1, -1)];
}

/** Only what stands in values and keys is taken out: brackets, colons and quotes stay. */
function editsIn(text: string, sights: readonly SourceSight[], replace: Replace): Edit[] {
  const tokens = [...jsonTokens(text)];
  let next = 0;
  return clustersOf(sights).flatMap(({ start, end, sights: cluster }) => {
    while (next < tokens.length && (tokens[next]?.end ?? 0) <= start) next += 1;
    const by = replacementOf(cluster, text.slice(start, end), replace);
    const edits: Edit[] = [];
    for (let i = next; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (!token || token.start >= end) break;
      if (token.end > start) edits.push(editOf(text, token, start, end, by));
    }
    return edits;
  });
}

function applied(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const [from, to, by] of edits) {
    if (from < at) continue;
    out += text.slice(at, from) + by;
    at = to;
  }
  return out + text.slice(at);
}

/** UTF-16 offsets to code points: the pairs before an offset count once. */
function codePointsOf(text: string): (offset: number) => number {
  const pairs = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index);
  return (offset) => {
    let [low, high] = [0, pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}

function findingsOf(text: string, sights: readonly SourceSight[]): Finding[] {
  const place = codePointsOf(text);
  return sights.map((sight) => findingOf(sight, place(sight.start), place(sight.end)));
}

/**
 * Judges a JSON document: CSAF, OSV, the arguments of a tool call. Like a text, but what is rewritten is JSON again, with the
 * same keys and values but for what was taken out; a number of which something is taken becomes a string. Undefined: it is no JSON.
 */
export function evaluateJson(
  text: string,
  audience: Audience,
  guard: Guard,
  replace: Replace = () => undefined,
): TextVerdict | undefined {
  if (!parses(text)) return undefined;
  const first = clustersOf(sightsIn(text, guard, audience)).flatMap(({ sights }) => sights);
  const findings = findingsOf(text, first);
  const verdict = verdictOf(findings);
  if (first.some((sight) => actionOf(sight) !== "rewrite")) return { ...verdict, output: null };
  let [output, sights] = [text, first];
  for (let reading = 0; sights.length > 0 && reading < MOST_READINGS; reading += 1) {
    output = applied(output, editsIn(output, sights, replace));
    sights = sightsIn(output, guard, audience);
  }
  if (sights.length === 0 && parses(output)) return { ...verdict, output };
  const unsettled = unsettledFinding(findings[0]?.start ?? 0, findings.at(-1)?.end ?? 0);
  return { ...verdictOf([...findings, unsettled]), output: null };
}
