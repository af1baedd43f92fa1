import type { Problem } from "../problem.ts";
import { uint16, uint32 } from "./inflate.ts";
import { decodeUtf8 } from "./text.ts";

/** One line of a zip's central directory (APPNOTE 4.3.12). Offsets and sizes are bytes; nothing of it is trusted yet. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerOffset: number;
  /** False for links, devices and whatever else a Unix archiver may have packed. */
  readonly isPlain: boolean;
};

export const isZip = (bytes: Uint8Array): boolean =>
  uint32(bytes, 0) === LOCAL_HEADER || uint32(bytes, 0) === END;

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

export type ZipDirectory =
  | { readonly ok: true; readonly entries: readonly ZipEntry[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const refused = (rule: string, message: string): ZipDirectory => ({
  ok: false,
  problems: [{ rule: `zip/${rule}`, pointer: "", message }],
});

/** Reads the central directory, the only part of a zip that says what belongs to it. */
export function readZipDirectory(bytes: Uint8Array, mostEntries: number): ZipDirectory {
  const end = findEnd(bytes);
  if (end === null)
    return refused(
      "cut",
      "The zip has no end record: it was cut off. Pack the files again and send it whole.",
    );
  const count = uint16(bytes, end + 10);
  if (count === 0xffff || uint32(bytes, end + 16) === 0xffffffff)
    return refused("zip64", "The zip is a Zip64 archive. Pack fewer and smaller files.");
  if (count > mostEntries)
    return refused(
      "entries",
      `The zip holds ${count} files; at most ${mostEntries} are read. Send several findings as a batch.`,
    );
  return readEntries(bytes, uint32(bytes, end + 16), count);
}

function findEnd(bytes: Uint8Array): number | null {
  const lowest = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= lowest; at -= 1)
    if (uint32(bytes, at) === END && at + END_SIZE + uint16(bytes, at + 20) === bytes.length)
      return at;
  return null;
}

function readEntries(bytes: Uint8Array, start: number, count: number): ZipDirectory {
  const entries: ZipEntry[] = [];
  let at = start;
  while (entries.length < count) {
    if (uint32(bytes, at) !== CENTRAL_HEADER)
      return refused("directory", "The directory of the zip is damaged. Pack the files again.");
    const nameLength = uint16(bytes, at + 28);
    const name = decodeUtf8(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.ok)
      return refused(
        "name",
        `The name of file ${entries.length + 1} in the zip is empty or not UTF-8. Rename the file and pack it again.`,
      );
    entries.push({
      name: name.text,
      method: uint16(bytes, at + 10),
      encrypted: (uint16(bytes, at + 8) & 1) === 1,
      crc: uint32(bytes, at + 16),
      packedSize: uint32(bytes, at + 20),
      size: uint32(bytes, at + 24),
      headerOffset: uint32(bytes, at + 42),
      isPlain: isPlain(uint32(bytes, at + 38)),
    });
    at += 46 + nameLength + uint16(bytes, at + 30) + uint16(bytes, at + 32);
  }
  return { ok: true, entries };
}

/** The kind of a Unix file stands in the upper half of the external attributes; 0 where the archiver knows none. */
export function isPlain(attributes: number): boolean {
  const kind = (attributes >>> 16) & 0o170000;
  return kind === 0 || kind === 0o100000 || kind === 0o040000;
}

/** Whether the entry's own header gives the name that the directory gives: readers disagree about a zip where it does not. */
export function hasOneName(bytes: Uint8Array, entry: ZipEntry): boolean {
  const at = entry.headerOffset + 30;
  const own = decodeUtf8(bytes.subarray(at, at + uint16(bytes, entry.headerOffset + 26)));
  return own.ok && own.text === entry.name;
}

/** Where an entry's data begins, by its own local header; null when that header is not there. */
export function dataOffset(bytes: Uint8Array, entry: ZipEntry): number | null {
  const at = entry.headerOffset;
  if (uint32(bytes, at) !== LOCAL_HEADER) return null;
  const start = at + 30 + uint16(bytes, at + 26) + uint16(bytes, at + 28);
  return start + entry.packedSize <= bytes.length ? start : null;
}
