import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { sync } from "../files/sync.ts";
import { cutTornLine } from "./lines.ts";

/** A file of lines that only grows. */
export type Journal = {
  /** Resolves once the line is on disk. Lines that come while others are being written go together, with one fsync. */
  readonly append: (line: string) => Promise<void>;
  /** Bytes that wait to be written. */
  readonly waiting: () => number;
  /** Resolves once everything appended so far is on disk. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Opens a journal for writing, cutting off a torn last line. */
export async function openJournal(path: string): Promise<Journal> {
  await cutTornLine(path);
  const file = await open(path, "a", 0o600);
  await sync(dirname(path));
  let queue: Waiting[] = [];
  let waiting = 0;
  let writing: Promise<void> | null = null;
  let broken: unknown = null;

  const writeOn = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      broken ??= await writeBatch(file, batch);
      for (const { done, failed } of batch) broken === null ? done() : failed(broken);
      waiting -= batch.reduce((sum, { line }) => sum + line.length, 0);
    }
    writing = null;
  };
  const append = (line: string): Promise<void> =>
    new Promise((done, failed) => {
      queue.push({ line, done, failed });
      waiting += line.length;
      // In a turn of its own, so that lines of the same turn go together.
      writing ??= Promise.resolve().then(writeOn);
    });
  const flush = async (): Promise<void> => {
    while (writing !== null) await writing;
  };
  return {
    append,
    waiting: () => waiting,
    flush,
    close: async () => {
      await flush();
      await file.close();
    },
  };
}

/** Null, or what went wrong. After that nothing may be appended: it would stand behind half a line. */
async function writeBatch(file: FileHandle, batch: readonly Waiting[]): Promise<unknown> {
  try {
    await file.appendFile(batch.map(({ line }) => `${line}\n`).join(""));
    await file.datasync();
    return null;
  } catch (error) {
    return error;
  }
}
