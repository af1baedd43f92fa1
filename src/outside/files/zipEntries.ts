import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { sizeText } from "#core/formats/limits.ts";
import { whyUnsafePath } from "#core/formats/zip.ts";
import { isPlain } from "#core/formats/zipDirectory.ts";

/** Why an entry, or the archive from there on, is not read. The message says what to do. */
export type ZipFault = {
  readonly rule: "name" | "link" | "too-large" | "encrypted" | "method" | "checksum" | "unreadable";
  readonly message: string;
};
export type ZipEntry =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly fault: ZipFault };

const fault = (rule: ZipFault["rule"], message: string): { readonly fault: ZipFault } => ({
  fault: { rule, message },
});
type Content = { readonly bytes: Uint8Array } | { readonly fault: ZipFault };

/** Undecoded names, so that one bad name is that entry's fault and not the archive's. */
const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;
const [STORED, DEFLATED] = [0, 8];
/** How many bytes the files of an archive may make for each of its own: reports pack to a tenth, bombs to a thousandth. */
const MOST_GROWTH = 100;
const ALWAYS = 64 * 1024 * 1024;

/** The name as far as it can be shown, and what can be said against it. */
function nameOf(entry: Entry): { readonly name: string; readonly why: string | null } {
  const raw = entry.fileName as unknown as Buffer;
  const name = raw.toString("utf8");
  const why = name.includes("\ufffd") ? "The file's name is not UTF-8." : whyUnsafePath(name);
  return { name: name.replace(/\p{Cc}/gu, "\ufffd"), why };
}

function judge(entry: Entry, why: string | null, limit: number): ZipFault | null {
  if (why !== null) return { rule: "name", message: `${why} Rename it and pack it again.` };
  if (!isPlain(entry.externalFileAttributes)) {
    const message = "This is a link or a device. Pack the file that it leads to.";
    return { rule: "link", message };
  }
  if (entry.isEncrypted())
    return { rule: "encrypted", message: "The file is encrypted. Pack it without a password." };
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    const message = `Compression method ${entry.compressionMethod} is not read. Pack it with deflate.`;
    return { rule: "method", message };
  }
  return entry.uncompressedSize > limit ? tooLarge(limit) : null;
}

const tooLarge = (limit: number): ZipFault => ({
  rule: "too-large",
  message: `The file is larger than ${sizeText(limit)}. Split it, or leave the proof out.`,
});

/** Never inflates more than `limit`, whatever the entry announces. A damaged entry says nothing of those after it. */
async function inflate(zip: ZipFile, entry: Entry, limit: number) {
  const parts: Buffer[] = [];
  let [size, sum] = [0, 0];
  const content = async (): Promise<Content> => {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) return { fault: tooLarge(limit) }; // the loop's end destroys the stream
      sum = crc32(part, sum);
      parts.push(part);
    }
    if (sum === entry.crc32) return { bytes: Buffer.concat(parts) };
    return fault(
      "checksum",
      "The file does not fit its checksum. Pack it again and send it whole.",
    );
  };
  const read = await content().catch(({ message }: Error) =>
    fault("unreadable", `The file is damaged (${message}). Pack it again and send it whole.`),
  );
  return { read, size };
}

/** The files of a zip on disk, one at a time; folders are left out. Throws when it is no readable zip. */
export async function* zipEntries(path: string, limit: number): AsyncGenerator<ZipEntry> {
  const zip = await openPromise(path, OPTIONS);
  let left = Math.max(ALWAYS, zip.fileSize * MOST_GROWTH);
  try {
    for await (const entry of zip.eachEntry()) {
      const { name, why } = nameOf(entry);
      if (name.endsWith("/")) continue;
      if (left < 0) {
        yield {
          name,
          ...fault("too-large", "The archive inflates to too much. Send it in parts."),
        };
        return;
      }
      const bad = judge(entry, why, limit);
      const { read, size } = bad
        ? { read: { fault: bad }, size: 0 }
        : await inflate(zip, entry, limit);
      left -= size;
      yield { name, ...read };
    }
  } finally {
    zip.close();
  }
}
