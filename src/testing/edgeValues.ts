import fc from "fast-check";

/** Where values end: of columns, of dates, of numbers, of text. */
export const EDGES: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  "\u0000",
  "\ud800",
  "'; drop table cases; --",
  "%",
  "\\",
  "x".repeat(300),
  "0000-01-01",
  "9999-12-31",
  "2026-02-30",
  "2026-09-22T09:40:00.000Z",
  "00000000-0000-0000-0000-000000000000",
  "VC-2026-0001",
  "VC-0000-999999999999999999999",
  "CVE-2026-99999999999999999999",
  "https://user:secret@[::1]:99999/",
  "a@b",
  "__proto__",
  -1,
  0,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  { toString: 1 },
];
const edge = fc.oneof(fc.constantFrom(...EDGES), fc.jsonValue({ maxDepth: 3 }), fc.string());

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The sample with one value replaced, at any depth, taken out, or one more put in. */
export function mutated(sample: object): fc.Arbitrary<unknown> {
  const more = fc.tuple(fc.string(), edge).map(([key, value]) => ({ ...sample, [key]: value }));
  const changed = Object.entries(sample).flatMap(([key, value]) => {
    const { [key as keyof typeof sample]: _, ...rest } = sample;
    const other = isRecord(value) ? fc.oneof(edge, mutated(value)) : edge;
    return [other.map((one) => ({ ...sample, [key]: one })), fc.constant(rest)];
  });
  return fc.oneof(more, edge, ...changed);
}
