import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";

const NEWLINE = 0x0a;

/** A whole line of a file, without its newline, and its place: 1-based. */
export type Line = { readonly text: string; readonly number: number };

/**
 * Lines, one after the other. What follows the last newline is torn off in a journal of ours, and is not given; in a file that others
 * wrote (`isWhole`) it is the last line. Memory is that of the longest line.
 */
export async function* readLines(path: string, isWhole = false): AsyncGenerator<Line> {
  if (!(await isThere(path))) return;
  let rest: Buffer[] = [];
  let number = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let from = 0;
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      number += 1;
      const line = Buffer.concat([...rest, bytes.subarray(from, at)]).toString("utf8");
      rest = [];
      from = at + 1;
      if (line.trim() !== "") yield { text: line, number };
    }
    if (from < bytes.length) rest.push(bytes.subarray(from));
  }
  const last = isWhole ? Buffer.concat(rest).toString("utf8") : "";
  if (last.trim() !== "") yield { text: last, number: number + 1 };
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

const STEP = 64 * 1024;

/** Cuts off what follows the last newline: a line that was being written when its process was killed. Answers with the bytes cut off. */
export async function cutTornLine(path: string): Promise<number> {
  if (!(await isThere(path))) return 0;
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    let end = size;
    const buffer = Buffer.alloc(STEP);
    while (end > 0) {
      const from = Math.max(0, end - STEP);
      const { bytesRead } = await file.read(buffer, 0, end - from, from);
      const at = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (at >= 0) {
        end = from + at + 1;
        break;
      }
      end = from;
    }
    if (end < size) {
      await file.truncate(end);
      await file.sync();
    }
    return size - end;
  } finally {
    await file.close();
  }
}
