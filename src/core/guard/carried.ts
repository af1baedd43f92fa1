import type { Finding } from "./verdict.ts";

/** Where a value stands in a text: half-open, in Unicode code points. */
export type Place = { readonly value: string; readonly start: number; readonly end: number };

/** Shorter values would excuse what they happen to stand around. */
const SHORTEST = 4;

const usable = (values: readonly string[]): string[] =>
  [...new Set(values)].filter(({ length }) => length >= SHORTEST);

/** Where exactly these values stand in a text. */
function placesOf(text: string, values: readonly string[]): Place[] {
  const places: Place[] = [];
  for (const value of usable(values)) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      const start = [...text.slice(0, at)].length;
      places.push({ value, start, end: start + [...value].length });
    }
  }
  return places;
}

const holds = (place: Place, { action, start, end }: Finding): boolean =>
  action === "rewrite" && place.start <= start && end <= place.end;

/**
 * Findings without those that lie wholly in a value which the message was declared to carry: the address it goes to, the link
 * made for its reader. Equality, no patterns; and only of what would be rewritten: no declaration lets through what blocks.
 * `excused` is where the values stand that did.
 */
export function notCarried<F extends Finding>(
  text: string,
  findings: readonly F[],
  mayCarry: readonly string[],
): { readonly findings: readonly F[]; readonly excused: readonly Place[] } {
  if (mayCarry.length === 0 || findings.every(({ action }) => action !== "rewrite"))
    return { findings, excused: [] };
  const places = placesOf(text, mayCarry);
  const excusing = places.filter((place) => findings.some((finding) => holds(place, finding)));
  return {
    findings: findings.filter((finding) => !excusing.some((place) => holds(place, finding))),
    excused: excusing,
  };
}

const OPEN = "\ue000";
const CLOSE = "\ue001";

/** The text with a sign in the place of each carried value, in which nothing is found; undefined where it has such signs itself. */
export function hideCarried(text: string, mayCarry: readonly string[]): string | undefined {
  if (mayCarry.length === 0) return text;
  if (text.includes(OPEN)) return undefined;
  const longestFirst = usable(mayCarry).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((out, value, i) => out.replaceAll(value, `${OPEN}${i}${CLOSE}`), text);
}

export function showCarried(text: string, mayCarry: readonly string[]): string {
  if (mayCarry.length === 0) return text;
  const longestFirst = usable(mayCarry).sort((a, b) => b.length - a.length);
  return text.replace(/\ue000(\d{1,6})\ue001/g, (_, i: string) => longestFirst[Number(i)] ?? "");
}
