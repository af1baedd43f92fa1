import type { Readable } from "node:stream";

/** All bytes of a body; undefined: there are more than `most`, and the rest is not read. */
export async function readBody(source: Readable, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** A JSON object in UTF-8; undefined: it is none. */
export function parseObject(bytes: Uint8Array): { readonly [name: string]: never } | undefined {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as { readonly [name: string]: never }) : undefined;
  } catch {
    return undefined;
  }
}
