import { createHash } from "node:crypto";

/** The SHA-256 of what goes by. */
export function hashing() {
  const hash = createHash("sha256");
  let size = 0;
  return {
    over: async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    },
    /** In bytes, so far. */
    size: () => size,
    /** Hex. To be asked once, at the end. */
    digest: () => hash.digest("hex"),
  };
}
