import { hash } from "node:crypto";
import { treeHash } from "#core/ledger/treeHash.ts";

export const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
export const testHash = treeHash(sha256);

/** Merkle tree hash straight from the definition in RFC 6962, section 2.1: slow and plain. */
export function definedRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [only] = leafHashes;
  if (only === undefined) return sha256(Buffer.alloc(0));
  if (leafHashes.length === 1) return only;
  let split = 1;
  while (split * 2 < leafHashes.length) split *= 2;
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  return sha256(Buffer.concat([Buffer.of(1), definedRoot(left), definedRoot(right)]));
}
