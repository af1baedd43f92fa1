/** A set of UTF-16 units as flat, sorted, disjoint, inclusive ranges: [from, to, from, to, …]. */
export type CharSet = readonly number[];

export const LAST_UNIT = 0xffff;
export const ANY: CharSet = [0, LAST_UNIT];
export const DIGIT: CharSet = [48, 57];
export const WORD: CharSet = [48, 57, 65, 90, 95, 95, 97, 122];
/** RE2's \s: tab, newline, form feed, return, space. */
export const SPACE: CharSet = [9, 10, 12, 13, 32, 32];
export const NEWLINE: CharSet = [10, 10];

export function toSet(ranges: readonly number[]): CharSet {
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0]);
  pairs.sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [from, to] of pairs) {
    const last = out.at(-1);
    if (last !== undefined && from <= last + 1) out[out.length - 1] = Math.max(last, to);
    else out.push(from, to);
  }
  return out;
}

export function without(set: CharSet): CharSet {
  const out: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    const from = set[i] ?? 0;
    if (from > next) out.push(next, from - 1);
    next = (set[i + 1] ?? 0) + 1;
  }
  if (next <= LAST_UNIT) out.push(next, LAST_UNIT);
  return out;
}

export function contains(set: CharSet, unit: number): boolean {
  for (let i = 0; i < set.length; i += 2) {
    if (unit < (set[i] ?? 0)) return false;
    if (unit <= (set[i + 1] ?? 0)) return true;
  }
  return false;
}

export const sizeOf = (set: CharSet): number => {
  let size = 0;
  for (let i = 0; i < set.length; i += 2) size += (set[i + 1] ?? 0) - (set[i] ?? 0) + 1;
  return size;
};

export function* unitsOf(set: CharSet): Generator<number> {
  for (let i = 0; i < set.length; i += 2) {
    for (let unit = set[i] ?? 0; unit <= (set[i + 1] ?? 0); unit += 1) yield unit;
  }
}

/** Ranges larger than this have no letters of two cases worth folding one by one. */
const MOST_FOLDED = 2_000;

const oneUnit = (text: string): number[] => (text.length === 1 ? [text.charCodeAt(0)] : []);

/** The set with the other case of each of its letters. */
export function foldCase(set: CharSet): CharSet {
  const out = [...set];
  for (let i = 0; i < set.length; i += 2) {
    const [from = 0, to = 0] = set.slice(i, i + 2);
    const end = to - from > MOST_FOLDED ? Math.min(to, 0x24f) : to;
    for (let unit = from; unit <= end; unit += 1) {
      const char = String.fromCharCode(unit);
      for (const other of [...oneUnit(char.toLowerCase()), ...oneUnit(char.toUpperCase())]) {
        if (other !== unit) out.push(other, other);
      }
    }
  }
  return toSet(out);
}

const named = new Map<string, CharSet>();

/** `\p{name}` over the basic plane, read off the language's own tables. Undefined when there is no such property. */
export function unicodeSet(name: string): CharSet | undefined {
  const known = named.get(name);
  if (known) return known;
  const pattern = propertyPattern(name);
  if (!pattern) return undefined;
  const out: number[] = [];
  for (let unit = 0; unit <= LAST_UNIT; unit += 1) {
    if (!pattern.test(String.fromCharCode(unit))) continue;
    if (out.at(-1) === unit - 1) out[out.length - 1] = unit;
    else out.push(unit, unit);
  }
  named.set(name, out);
  return out;
}

function propertyPattern(name: string): RegExp | undefined {
  for (const property of [name, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, "u");
    } catch {}
  }
  return undefined;
}
