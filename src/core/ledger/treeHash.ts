/** SHA-256. Passed in, because `core` has no cryptography of its own. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Bytes in a hash. */
export const HASH = 32;

/** The hashes of RFC 6962, section 2.1: leaves and nodes are told apart by their first byte. */
export type TreeHash = {
  /** Root of the tree without leaves. */
  readonly empty: () => Uint8Array;
  readonly leaf: (data: Uint8Array) => Uint8Array;
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array;
};

export function treeHash(sha256: Sha256): TreeHash {
  // One buffer for all nodes: the hash is taken at once, and a million allocations are saved.
  const pair = new Uint8Array(1 + 2 * HASH);
  pair[0] = 1;
  return {
    empty: () => sha256(new Uint8Array(0)),
    leaf: (data) => {
      const prefixed = new Uint8Array(1 + data.length);
      prefixed.set(data, 1);
      return sha256(prefixed);
    },
    node: (left, right) => {
      pair.set(left, 1);
      pair.set(right, 1 + HASH);
      return sha256(pair);
    },
  };
}

/** One of the hashes that a tile holds, without a copy. */
export const hashAt = (hashes: Uint8Array, position: number): Uint8Array =>
  hashes.subarray(position * HASH, (position + 1) * HASH);
