import { type Entry, openPromise, type ZipFile } from "yauzl";

export type ZipEntry =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly tooLarge: true };

/** Never inflates more than `limit`, whatever the entry announces. */
async function inflate(zip: ZipFile, entry: Entry, limit: number): Promise<Uint8Array | undefined> {
  if (entry.uncompressedSize > limit) return undefined;
  const stream = await zip.openReadStreamPromise(entry);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) {
      stream.destroy();
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The files of a zip on disk, one at a time; folders are left out. Throws when it is no readable zip. */
export async function* zipEntries(path: string, limit: number): AsyncGenerator<ZipEntry> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    strictFileNames: true,
    autoClose: false,
  });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = String(entry.fileName);
      if (name.endsWith("/")) continue;
      const bytes = await inflate(zip, entry, limit);
      yield bytes ? { name, bytes } : { name, tooLarge: true };
    }
  } finally {
    zip.close();
  }
}
