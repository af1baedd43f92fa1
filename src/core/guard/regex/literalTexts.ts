import type { Node } from "./ast.ts";
import { type CharSet, contains, sizeOf, unitsOf } from "./charSet.ts";

/** More alternatives than this are not written out. */
export const MOST_LITERALS = 600;
const MOST_SET = 120;

/** Rough frequencies of characters in prose and code, by unit; case does not count. */
const FREQUENCIES = Float64Array.from({ length: 128 }, (_, unit) =>
  rateOfChar(String.fromCharCode(unit)),
);
const RARE = 0.003;

function rateOfChar(char: string): number {
  if (char === " ") return 0.15;
  if (/[eE]/.test(char)) return 0.1;
  if (/[taoTAO]/.test(char)) return 0.065;
  if (/[inshrdluINSHRDLU]/.test(char)) return 0.05;
  if (/[jqxzJQXZ]/.test(char)) return 0.002;
  if (/[a-zA-Z\n]/.test(char)) return 0.02;
  if (/\d/.test(char)) return 0.015;
  if (/[.,\-:/]/.test(char)) return 0.008;
  return char === "@" ? 0.0005 : 0.003;
}

/** How often a character of ordinary prose is of a set. */
export function frequencyOf(set: CharSet): number {
  let sum = 0;
  for (let i = 0; i < set.length; i += 2) {
    for (let unit = set[i] ?? 0; unit <= Math.min(set[i + 1] ?? 0, 127); unit += 1) {
      const isCapital = unit >= 65 && unit <= 90;
      if (!isCapital || !contains(set, unit + 32)) sum += FREQUENCIES[unit] ?? 0;
    }
  }
  return sum;
}

function rateOfOne(literal: string): number {
  let rate = 1;
  for (let i = 0; i < literal.length; i += 1) rate *= FREQUENCIES[literal.charCodeAt(i)] ?? RARE;
  return rate;
}

/** Occurrences to expect per unit of ordinary prose, of any of the texts. */
export const rateOf = (literals: readonly string[]): number =>
  literals.reduce((sum, literal) => sum + rateOfOne(literal), 0);

const areOfOneLength = (texts: readonly string[]): boolean =>
  texts.every(({ length }) => length === texts[0]?.length);

function product(heads: readonly string[], tails: readonly string[]): string[] | undefined {
  const count = heads.length * tails.length;
  if (count > MOST_LITERALS * 2) return undefined;
  // Different heads of one length make different texts: these need not be made to be counted.
  const isCounted = areOfOneLength(heads) || areOfOneLength(tails);
  if (isCounted && count > MOST_LITERALS) return undefined;
  const all = heads.flatMap((head) => tails.map((tail) => head + tail));
  if (isCounted) return all;
  const different = new Set(all);
  return different.size > MOST_LITERALS ? undefined : [...different];
}

type Texts = { readonly texts: readonly string[] | undefined };
const known = new WeakMap<Node, Texts>();

/** Every text a node can match, in small letters, when they are few. */
export function textsOf(node: Node): readonly string[] | undefined {
  const { texts } = known.get(node) ?? { texts: writtenOut(node) };
  known.set(node, { texts });
  return texts;
}

function writtenOut(node: Node): readonly string[] | undefined {
  switch (node.kind) {
    case "empty":
    case "place":
      return [""];
    case "set":
      return sizeOf(node.set) > MOST_SET
        ? undefined
        : [...new Set([...unitsOf(node.set)].map((u) => String.fromCharCode(u).toLowerCase()))];
    case "group":
      return textsOf(node.item);
    case "concat":
      return node.items.reduce<readonly string[] | undefined>(
        (sum, item) => sum && joinTexts(sum, textsOf(item)),
        [""],
      );
    case "alt": {
      const all = node.items.map(textsOf);
      if (all.some((texts) => !texts)) return undefined;
      const union = [...new Set(all.flatMap((texts) => texts ?? []))];
      return union.length > MOST_LITERALS ? undefined : union;
    }
    case "repeat":
      return node.min === 0 && node.max === 1 ? optional(textsOf(node.item)) : undefined;
  }
}

/** Every head with every tail; undefined when they are too many. */
export const joinTexts = (heads: readonly string[], tails: readonly string[] | undefined) =>
  tails && product(heads, tails);
const optional = (texts: readonly string[] | undefined) => texts && [...new Set(["", ...texts])];
