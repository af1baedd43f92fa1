import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { crc32 } from "./crc32.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { inflateRaw } from "./inflate.ts";
import { type Limits, sizeText } from "./limits.ts";
import type { Attachment } from "./reportFormat.ts";
import { dataOffset, hasOneName, readZipDirectory, type ZipEntry } from "./zipDirectory.ts";

export type Unzipped =
  | { readonly ok: true; readonly files: readonly Attachment[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const STORED = 0;
const DEFLATED = 8;

/** The plain files of a zip, checksums checked. All of them together inflate to at most `limits.fileBytes`. */
export function unzip(bytes: Uint8Array, limits: Limits): Unzipped {
  const directory = readZipDirectory(bytes, limits.zipEntries);
  if (!directory.ok) return directory;
  const faults = collectFaults("zip");
  const entries = directory.entries.filter(({ name }) => !name.endsWith("/"));
  for (const entry of entries) judgeEntry(entry, faults);
  judgeTogether(entries, limits, faults);
  if (faults.problems.length > 0) return { ok: false, problems: faults.problems };
  return readFiles(bytes, entries, limits, faults);
}

function readFiles(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  limits: Limits,
  faults: Faults,
): Unzipped {
  const files: Attachment[] = [];
  let left = limits.fileBytes;
  for (const entry of entries) {
    const content = readEntry(bytes, entry, left, faults);
    if (content === null) break;
    left -= content.length;
    files.push({ name: entry.name, bytes: content });
  }
  return faults.problems.length > 0
    ? { ok: false, problems: faults.problems }
    : { ok: true, files };
}

const pointerTo = ({ name }: ZipEntry): string => toPointer([name.replaceAll("\u0000", "\ufffd")]);

function judgeEntry(entry: ZipEntry, faults: Faults): void {
  const pointer = pointerTo(entry);
  const why = whyUnsafe(entry.name);
  if (why !== null)
    faults.add(
      "name",
      pointer,
      `${why} Give the file a plain name, without a folder, and pack it again.`,
    );
  if (!entry.isPlain)
    faults.add("link", pointer, "This is a link or a device. Pack the file that it leads to.");
  if (entry.encrypted)
    faults.add("encrypted", pointer, "The file is encrypted. Pack it without a password.");
  if (entry.method !== STORED && entry.method !== DEFLATED)
    faults.add(
      "method",
      pointer,
      `Compression method ${entry.method} is not read. Pack it with deflate.`,
    );
}

/** Names become names of stored files and of downloads, so only plain ones pass. */
const whyUnsafe = (name: string): string | null =>
  whyUnsafePath(name) ?? (name.includes("/") ? "The file stands in a folder." : null);

/** What can be said against the name of a zip's entry; folders are nothing bad. */
export function whyUnsafePath(name: string): string | null {
  if (name.includes("\u0000")) return "The file's name holds a NUL character.";
  if (name.includes("\\")) return "The file's name holds a backslash.";
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name))
    return "The file's name is an absolute path.";
  if (name.split("/").includes(".."))
    return 'The file\'s name climbs out of the archive with "..".';
  if (/[\p{Cc}\p{Bidi_Control}]/u.test(name)) return "The file's name holds control characters.";
  return name.length > 200 || name === "." ? "The file's name is too long or no name." : null;
}

function judgeTogether(entries: readonly ZipEntry[], limits: Limits, faults: Faults): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    if (seen.has(key))
      faults.add(
        "duplicate-name",
        pointerTo(entry),
        "Two files of the zip have this name. Keep one.",
      );
    seen.add(key);
  }
  judgeOverlap(entries, faults);
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > limits.fileBytes)
    faults.add(
      "too-large",
      "",
      `The zip inflates to ${sizeText(size)}; at most ${sizeText(limits.fileBytes)} are read. Leave out what the finding does not need.`,
    );
}

/** Two files from the same bytes: that is how small archives come to inflate without end. */
function judgeOverlap(entries: readonly ZipEntry[], faults: Faults): void {
  const inOrder = entries.toSorted((a, b) => a.headerOffset - b.headerOffset);
  for (const [at, entry] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (before !== undefined && before.headerOffset + 30 + before.packedSize > entry.headerOffset)
      faults.add(
        "overlap",
        pointerTo(entry),
        "The file's data overlaps that of another one. Pack the files again.",
      );
  }
}

function readEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  left: number,
  faults: Faults,
): Uint8Array | null {
  const pointer = pointerTo(entry);
  const start = dataOffset(bytes, entry);
  if (start === null) {
    faults.add(
      "cut",
      pointer,
      "The file's data is not where the directory says: the zip was cut or damaged. Pack it again and send it whole.",
    );
    return null;
  }
  if (!hasOneName(bytes, entry)) {
    faults.add("two-names", pointer, "The file has another name inside of the zip. Pack it again.");
    return null;
  }
  const packed = bytes.subarray(start, start + entry.packedSize);
  const inflated =
    entry.method === STORED
      ? ({ ok: true, bytes: packed, crc: crc32([packed]) } as const)
      : inflateRaw(packed, Math.min(left, entry.size));
  if (inflated.ok && inflated.crc === entry.crc && inflated.bytes.length === entry.size)
    return inflated.bytes;
  const tooLarge = !inflated.ok && inflated.reason === "too-large";
  if (tooLarge)
    faults.add("size-lie", pointer, "The file inflates to more than the zip says. Pack it again.");
  else
    faults.add(
      "checksum",
      pointer,
      "The file's data does not fit its checksum: the zip was cut or damaged. Pack it again and send it whole.",
    );
  return null;
}
