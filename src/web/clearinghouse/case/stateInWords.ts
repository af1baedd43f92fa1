const BITS: readonly (readonly [string, string, string])[] = [
  ["V", "vendor aware", "vendor not aware"],
  ["F", "fix ready", "fix not ready"],
  ["D", "fix deployed", "not deployed"],
  ["P", "public aware", "public unaware"],
  ["X", "exploit public", "no exploit public"],
  ["A", "attacks observed", "no attacks observed"],
];

/** Vultron's six letters in words: `Vfdpxa` is "vendor aware, fix not ready, not deployed; public unaware, …". */
export const stateInWords = (state: string): string =>
  BITS.map(([bit, yes, no]) => (state.includes(bit) ? yes : no)).join(", ");
