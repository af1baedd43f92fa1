import type { Readable } from "node:stream";

/** The whole body, or undefined once it is longer than `limit` bytes; never holds more than that. */
export async function readBody(stream: Readable, limit: number): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > limit) {
      stream.resume(); // what is on its way is let past, so that the sender gets to read the answer
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
