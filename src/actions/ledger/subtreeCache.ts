import type { Subtree } from "#core/ledger/subtree.ts";

/** Hashes kept for a log: some 10 MB, enough for the upper nine tenths of a log of ten million entries. */
const MOST = 80_000;

/**
 * Hashes of the perfect subtrees of one log, which never change once they exist. All proofs share the upper ones, so
 * that a proof reads hardly more than the tile of its own leaf. What was used longest ago is forgotten first.
 */
export type SubtreeCache = {
  readonly find: (subtree: Subtree) => Uint8Array | undefined;
  readonly keep: (subtree: Subtree, root: Uint8Array) => void;
};

/** One number for a subtree: heights are below 64. */
const keyOf = ({ height, index }: Subtree): number => index * 64 + height;

export function newSubtreeCache(most = MOST): SubtreeCache {
  const roots = new Map<number, Uint8Array>(); // in the order of their last use
  const put = (key: number, root: Uint8Array): void => {
    roots.delete(key);
    roots.set(key, root);
  };
  return {
    find: (subtree) => {
      const key = keyOf(subtree);
      const root = roots.get(key);
      if (root) put(key, root);
      return root;
    },
    keep: (subtree, root) => {
      put(keyOf(subtree), root);
      if (roots.size <= most) return;
      const { value: oldest } = roots.keys().next();
      if (oldest !== undefined) roots.delete(oldest);
    },
  };
}
