import type { Node } from "./ast.ts";

/** Units a match may have; `max` may be Infinity. */
export type Length = { readonly min: number; readonly max: number };

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

export function lengthOf(node: Node): Length {
  switch (node.kind) {
    case "empty":
    case "place":
      return { min: 0, max: 0 };
    case "set":
      return { min: 1, max: 1 };
    case "group":
      return lengthOf(node.item);
    case "repeat": {
      const { min, max } = lengthOf(node.item);
      return { min: times(min, node.min), max: times(max, node.max) };
    }
    case "concat":
      return node.items.map(lengthOf).reduce(sumOf, { min: 0, max: 0 });
    case "alt": {
      const lengths = node.items.map(lengthOf);
      return {
        min: Math.min(...lengths.map(({ min }) => min)),
        max: Math.max(...lengths.map(({ max }) => max)),
      };
    }
  }
}

export const sumOf = (a: Length, b: Length): Length => ({ min: a.min + b.min, max: a.max + b.max });

export const childrenOf = (node: Node): readonly Node[] =>
  node.kind === "concat" || node.kind === "alt"
    ? node.items
    : node.kind === "repeat" || node.kind === "group"
      ? [node.item]
      : [];

export const holds = (node: Node, test: (node: Node) => boolean): boolean =>
  test(node) || childrenOf(node).some((child) => holds(child, test));
