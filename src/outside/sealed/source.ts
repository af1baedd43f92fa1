import { open, stat } from "node:fs/promises";
import { basename } from "node:path";

/** What is to be sealed: a file, or standard input for "-". `size` in bytes, where it is known. */
export type Source = {
  readonly name: string | null;
  readonly size: number | null;
  /** To be read once; a piece is a view that the next one overwrites. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
};

const PIECE = 256 * 1024;

/** A file's bytes between two places; without places, those of whatever else can be read, as they come. */
export async function* readPieces(path: string, range?: { start: number; end: number }) {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(PIECE);
    for (let given = 0; ; ) {
      const wanted = range ? Math.min(PIECE, range.end - range.start - given) : PIECE;
      const at = range ? range.start + given : null;
      const { bytesRead } = await file.read(buffer, 0, wanted, at);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      given += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Throws where there is no such file. Of a pipe or a device nobody knows the size. */
export async function openSource(path: string): Promise<Source> {
  if (path === "-") return { name: null, size: null, pieces: () => process.stdin };
  const found = await stat(path);
  if (found.isDirectory()) throw new Error(`${path} is a folder. Pack it first, as a tar file.`);
  const size = found.isFile() ? found.size : null;
  return { name: size === null ? null : basename(path), size, pieces: () => readPieces(path) };
}
