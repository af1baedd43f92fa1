import { ANY, type CharSet } from "./charSet.ts";

/** `begin` and `end` are those of the text (`\A`, `\z`); `lineBegin` and `lineEnd` are `^` and `$` under `(?m)`. */
export type Place = "begin" | "end" | "lineBegin" | "lineEnd" | "word" | "notWord";

/** A pattern as read. `max` may be Infinity; group 0 is the whole match and is not in the tree. */
export type Node =
  | { readonly kind: "empty" }
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "concat"; readonly items: readonly Node[] }
  | { readonly kind: "alt"; readonly items: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly item: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: "group"; readonly index: number; readonly item: Node };

export const EMPTY: Node = { kind: "empty" };

export const concat = (items: readonly Node[]): Node =>
  items.length === 1 ? (items[0] ?? EMPTY) : items.length === 0 ? EMPTY : { kind: "concat", items };
export const alternate = (items: readonly Node[]): Node =>
  items.length === 1 ? (items[0] ?? EMPTY) : { kind: "alt", items };

/** The node behind as little as possible of anything: one attempt then finds it wherever it stands. */
export const anywhere = (node: Node): Node =>
  concat([
    {
      kind: "repeat",
      item: { kind: "set", set: ANY },
      min: 0,
      max: Number.POSITIVE_INFINITY,
      lazy: true,
    },
    node,
  ]);

export type Pattern = { readonly node: Node; readonly groups: number };
