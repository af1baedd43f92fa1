const MOST_LENGTH = 200;

/** A name or a title as one line without control characters, at most 200 long: it stands in tables, notes and terminals. */
export function toOneLine(text: string, most: number = MOST_LENGTH): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const letters = Array.from(line);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : line;
}

/** "1 sample", "3 samples". */
export const toCount = (n: number, one: string, several: string = `${one}s`): string =>
  `${n} ${n === 1 ? one : several}`;

/** A time as ISO 8601 in UTC; one without a zone is taken as UTC, since nothing says otherwise. Null for what is none. */
export function toUtcTime(value: unknown): string | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return null;
  const told = value.replace(" ", "T");
  const time = new Date(/(?:Z|[+-]\d\d:?\d\d)$/i.test(told) ? told : `${told}Z`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** What a record of JSON holds by name, whatever the names are ("__proto__" among them); null where it is no record. */
export const entriesOf = (value: unknown): [string, unknown][] | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : null;

/** What cannot be taken over as it is, and how often. */
export type Losses = Map<string, number>;

export const lose = (losses: Losses, what: string, n = 1): void => {
  losses.set(what, (losses.get(what) ?? 0) + n);
};

/** A sentence for each. */
export const toLossNotes = (losses: Losses): string[] =>
  [...losses].map(([what, n]) => `${what}: ${n}.`);
