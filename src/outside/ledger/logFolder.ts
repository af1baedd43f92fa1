import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LineReader, LogFolder } from "#core/ledger/logFolder.ts";

const CHUNK = 1 << 20;
/** A line longer than any entry is handed on in pieces, and is then no entry. */
const LONGEST_LINE = 16 << 20;
const NEWLINE = 10;

const isAbsent = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Only files: a pipe or a device would never end. */
async function openFile(path: string): Promise<FileHandle | undefined> {
  const found = await unlessAbsent(stat(path));
  return found?.isFile() ? await unlessAbsent(open(path)) : undefined;
}

async function readStart(path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = await openFile(path);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const bytes = Buffer.allocUnsafe(Math.min(size, limit + 1));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

/** Reads ahead by a chunk at most. */
function lineReader(file: FileHandle): LineReader {
  let held: Buffer = Buffer.alloc(0);
  let hasEnded = false;

  const readOn = async (): Promise<void> => {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const { bytesRead } = await file.read(chunk, 0, CHUNK);
    hasEnded = bytesRead === 0;
    const fresh = chunk.subarray(0, bytesRead);
    held = held.length === 0 ? fresh : Buffer.concat([held, fresh]);
  };
  const take = (length: number): Uint8Array => {
    const line = held.subarray(0, length);
    held = held.subarray(length);
    return line;
  };
  const nextLine = async (): Promise<Uint8Array | undefined> => {
    let searched = 0;
    for (;;) {
      const end = held.indexOf(NEWLINE, searched);
      if (end >= 0) return take(end + 1);
      if (held.length > LONGEST_LINE || (hasEnded && held.length > 0)) return take(held.length);
      if (hasEnded) return undefined;
      searched = held.length;
      await readOn();
    }
  };
  return {
    next: async (count) => {
      const lines: Uint8Array[] = [];
      while (lines.length < count) {
        const line = await nextLine();
        if (!line) break;
        lines.push(line);
      }
      return lines;
    },
    close: () => file.close(),
  };
}

/** A log's folder on disk. */
export const openLogFolder = (root: string): LogFolder => ({
  read: (path, limit) => readStart(join(root, path), limit),
  list: async (folder) => {
    const entries = await unlessAbsent(readdir(join(root, folder), { withFileTypes: true }));
    if (!entries) return undefined;
    const names = (wanted: typeof entries) => wanted.map(({ name }) => name).sort();
    return {
      files: names(entries.filter((entry) => !entry.isDirectory())),
      folders: names(entries.filter((entry) => entry.isDirectory())),
    };
  },
  lines: async (path) => {
    const file = await openFile(join(root, path));
    return file && lineReader(file);
  },
});

/** At most `limit` bytes of a single file, `undefined` when there is none. */
export const readFileUpTo = readStart;
