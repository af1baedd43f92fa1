/** Chance with a seed (mulberry32): the same inputs on every machine. */
export function drawing(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    chance: (share: number): boolean => next() < share,
    one: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  };
}
export type Drawing = ReturnType<typeof drawing>;

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** Values that parsers trip over: wrong types, ends of ranges, half characters, names of built-in members. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e",
  "x".repeat(5_000),
  "2.1.0",
  "CWE-99999999",
  "CVE-2026-1",
  "pkg:npm/%ff@",
  "pkg:",
  "../../etc/passwd",
  "{0}{1}{99}",
  "CVSS:3.1/",
  "https://github.com/",
  "9999-99-99T99:99:99Z",
  [],
  {},
  [[]],
  [null],
  { toString: 1 },
  { __proto__: null, length: -1 },
  nested(60),
  nested(150),
];
const KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "length",
  "",
  "x-a",
  "a/b~c",
  "runs",
  "title",
];

/** A copy, for it may be changed in its turn. */
const odd = (draw: Drawing): unknown => structuredClone(draw.one(ODD));

/** A copy of a tree of values with one to four changes: a value replaced, taken out, doubled, moved or renamed. */
export function mutateTree(value: unknown, draw: Drawing): unknown {
  let changed = structuredClone(value);
  for (let times = 1 + draw.below(4); times > 0; times -= 1) changed = mutateOnce(changed, draw);
  return changed;
}

function mutateOnce(value: unknown, draw: Drawing): unknown {
  const isContainer = typeof value === "object" && value !== null;
  const keys = isContainer ? Object.keys(value) : [];
  if (keys.length === 0 || draw.chance(0.08)) return odd(draw);
  const key = draw.one(keys);
  const holder = value as Record<string, unknown>;
  if (draw.chance(0.7)) {
    holder[key] = mutateOnce(holder[key], draw);
    return value;
  }
  return Array.isArray(value) ? mutateArray(value, draw) : mutateObject(holder, key, draw);
}

function mutateArray(items: unknown[], draw: Drawing): unknown[] {
  const at = draw.below(items.length);
  switch (draw.below(4)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return [...items, ...structuredClone(items)];
    case 2:
      return items.toSpliced(at, 0, odd(draw));
    default: {
      // Copies of copies of copies would be gigabytes.
      const size = JSON.stringify(items[at])?.length ?? 0;
      return Array.from({ length: size < 2_000 ? 200 : 2 }, () => structuredClone(items[at]));
    }
  }
}

function mutateObject(holder: Record<string, unknown>, key: string, draw: Drawing) {
  const { [key]: moved, ...rest } = holder;
  switch (draw.below(4)) {
    case 0:
      return rest;
    case 1:
      return { ...rest, [draw.one(KEYS)]: moved };
    case 2:
      return { ...holder, [draw.one(KEYS)]: odd(draw) };
    default:
      return { ...rest, [key]: [moved] };
  }
}

const PIECES = [
  "\n",
  "\t",
  "  ",
  '"',
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  "- ",
  "#",
  "&a ",
  "*a",
  "!x ",
  "|",
  ">",
  "\\",
  "\u0000",
  "\r",
  "0x",
  "(",
  ")",
  " in ",
  "%",
  "\u{1f600}",
  "ERROR: ",
  "panic: ",
];

/** Text with one to six changes: pieces put in, parts taken out, doubled or exchanged, and lines of other samples. */
export function mutateText(text: string, draw: Drawing, others: readonly string[] = []): string {
  let changed = text;
  for (let times = 1 + draw.below(6); times > 0; times -= 1) {
    const from = draw.below(changed.length + 1);
    const to = Math.min(changed.length, from + draw.below(40));
    const [before, part, after] = [
      changed.slice(0, from),
      changed.slice(from, to),
      changed.slice(to),
    ];
    const ways = [
      () => before + draw.one(PIECES) + part + after,
      () => before + after,
      () => before + part + part + after,
      () => after + part + before,
      () => before + part.split("").reverse().join("") + after,
      () => before + draw.one(PIECES).repeat(draw.below(300)) + after,
      () => before + draw.one(others.length === 0 ? PIECES : others).slice(draw.below(50)) + after,
    ];
    changed = draw.one(ways)().slice(0, 20_000);
  }
  return changed;
}

/** Bytes with one to eight changes: set, flipped, put in, taken out, cut. */
export function mutateBytes(bytes: Uint8Array, draw: Drawing): Uint8Array {
  let changed = [...bytes];
  for (let times = 1 + draw.below(8); times > 0; times -= 1) {
    const at = draw.below(changed.length + 1);
    const ways = [
      () => changed.with(Math.min(at, changed.length - 1), draw.below(256)),
      () => changed.toSpliced(at, 0, draw.below(256)),
      () => changed.toSpliced(at, draw.below(8)),
      () => changed.slice(0, at),
      () => changed.toSpliced(at, 0, ...changed.slice(0, draw.below(64))),
      () => changed.map((byte, index) => (index === at ? byte ^ (1 << draw.below(8)) : byte)),
    ];
    if (changed.length > 0) changed = draw.one(ways)();
  }
  return Uint8Array.from(changed);
}
