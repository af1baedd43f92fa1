import { type Entry, openPromise, validateFileName, type ZipFile } from "yauzl";

export type ZipEntry =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly tooLarge: true }
  | { readonly name: string; readonly fault: string };

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

/** Undecoded names, so that one bad name is that entry's fault and not the archive's. */
const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

function nameOf(entry: Entry): { readonly name: string; readonly fault: string | null } {
  const raw = entry.fileName as unknown as Buffer;
  const name = raw.toString("utf8");
  if (name.includes("\ufffd")) return { name, fault: "Its name is not UTF-8." };
  const fault = validateFileName(name);
  return { name, fault: fault === null ? null : `Its name will not do: ${fault}.` };
}

/** A damaged entry is told as such; the ones after it may be sound. */
async function read(zip: ZipFile, entry: Entry, name: string, limit: number): Promise<ZipEntry> {
  try {
    const bytes = await inflate(zip, entry, limit);
    return bytes ? { name, bytes } : { name, tooLarge: true };
  } catch (error) {
    return { name, fault: `It is damaged: ${error instanceof Error ? error.message : error}.` };
  }
}

/** The files of a zip on disk, one at a time; folders are left out. Throws when it is no readable zip. */
export async function* zipEntries(path: string, limit: number): AsyncGenerator<ZipEntry> {
  const zip = await openPromise(path, OPTIONS);
  try {
    for await (const entry of zip.eachEntry()) {
      const { name, fault } = nameOf(entry);
      if (name.endsWith("/")) continue;
      if (fault !== null) {
        yield { name, fault };
        continue;
      }
      yield await read(zip, entry, name, limit);
    }
  } finally {
    zip.close();
  }
}
