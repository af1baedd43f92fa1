/** Short ids that can be said on the telephone: `VC-2026-0412`. */
const PREFIX = { case: "VC", report: "RP", finding: "FD", advisory: "AS", review: "RV" } as const;
export type IdKind = keyof typeof PREFIX;
export type SpeakableId = {
  readonly kind: IdKind;
  readonly year: number;
  readonly number: number;
};

const KIND = new Map(Object.entries(PREFIX).map(([kind, prefix]) => [prefix, kind as IdKind]));
const SHAPE = /^([A-Z]{2})-(\d{4})-(\d{4,15})$/;

/** The number counts from 1 and is written with at least four digits. A number or year out of range is a bug and throws. */
export function formatId(kind: IdKind, year: number, number: number): string {
  if (!Number.isSafeInteger(number) || number < 1 || number >= 1e15)
    throw new RangeError(`No id has the number ${number}.`);
  if (!Number.isInteger(year) || year < 1000 || year > 9999)
    throw new RangeError(`No id has the year ${year}.`);
  return `${PREFIX[kind]}-${year}-${String(number).padStart(4, "0")}`;
}

/** `null` for anything but the one spelling that `formatId` gives. */
export function parseId(text: string): SpeakableId | null {
  const [, prefix = "", year = "", number = ""] = SHAPE.exec(text) ?? [];
  const kind = KIND.get(prefix as (typeof PREFIX)[IdKind]);
  if (kind === undefined || Number(number) < 1 || Number(year) < 1000) return null;
  const id = { kind, year: Number(year), number: Number(number) };
  return formatId(kind, id.year, id.number) === text ? id : null;
}
