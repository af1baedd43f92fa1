import { open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fromBase64, toBase64 } from "#core/base64.ts";
import { isSha256 } from "#core/sealed/manifest.ts";
import type { UploadKeys } from "#core/sealed/sealUpload.ts";
import type { Journal } from "#core/sealed/uploadParts.ts";
import { sync } from "../files/sync.ts";
import { whereThere } from "./whereThere.ts";

/** What an upload has to remember to go on after a kill. `fileKey` opens what was uploaded: the file is for its owner alone. */
export type UploadStart = UploadKeys & {
  /** Address and review. */
  readonly to: string;
  /** Whatever must be the same when it goes on, as one text. */
  readonly same: string;
};

export type UploadState = {
  readonly start: UploadStart;
  /** Parts that were recorded before. */
  readonly resumed: number;
  readonly journal: Journal;
  readonly close: () => Promise<void>;
  /** When all is done: nothing is left to resume, and the file key is gone from this disk. */
  readonly remove: () => Promise<void>;
};

const toLine = (value: object): string => `${JSON.stringify(value)}\n`;

function readStart(line: string | undefined): UploadStart | undefined {
  try {
    const { v, to, key, same, ...rest } = JSON.parse(line ?? "") as Record<string, string | number>;
    const fileKey = fromBase64(String(rest.fileKey));
    const envelope = fromBase64(String(rest.envelope));
    const isWhole = [to, key, same].every((text) => typeof text === "string") && v === 1;
    if (!isWhole || fileKey?.length !== 16 || envelope === undefined) return undefined;
    return { to: String(to), key: String(key), same: String(same), fileKey, envelope };
  } catch {
    return undefined;
  }
}

/** Lines of parts; the last one may have been cut off by a kill, and what it spoke of was then not sent. */
function readParts(lines: readonly string[]): Map<number, string> {
  const parts = new Map<number, string>();
  for (const line of lines) {
    const { part, sha256 } = JSON.parse(line) as { part: number; sha256: string };
    if (!Number.isSafeInteger(part) || !isSha256(sha256)) throw new SyntaxError(line);
    parts.set(part, sha256);
  }
  return parts;
}

async function readState(path: string) {
  const text = await whereThere(readFile(path, "utf8"));
  if (text === undefined) return undefined;
  const lines = text.split("\n").slice(0, -1);
  const start = readStart(lines[0]);
  if (start === undefined && lines.length > 0)
    throw new Error(`${path} holds no upload. Move it away and run this again.`);
  const size = Buffer.byteLength(lines.map((line) => `${line}\n`).join(""));
  return start && { start, parts: readParts(lines.slice(1)), size };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Two processes with one key and two contents would be one too many. A lock whose process is gone is taken over. */
async function lockState(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  const holder = Number(await whereThere(readFile(lock, "utf8")));
  if (holder > 0 && holder !== process.pid && isAlive(holder))
    throw new Error(`Process ${holder} is at work on this upload. If it is not, remove ${lock}.`);
  await rm(lock, { force: true });
  const file = await open(lock, "wx", 0o600);
  await file.writeFile(String(process.pid));
  await file.close();
  return () => rm(lock, { force: true });
}

/** Opens the upload that `path` remembers, or begins one. Written through before anything of it is sent. */
export async function openUploadState(
  path: string,
  begin: () => UploadStart,
): Promise<UploadState> {
  const unlock = await lockState(path);
  const known = await readState(path);
  const start = known?.start ?? begin();
  const parts = known?.parts ?? new Map<number, string>();
  const file = await open(path, known ? "r+" : "w", 0o600);
  let size = known?.size ?? 0;
  const append = async (value: object) => {
    const bytes = Buffer.from(toLine(value));
    await file.write(bytes, 0, bytes.length, size);
    await file.datasync();
    size += bytes.length;
  };
  if (!known) {
    const { fileKey, envelope, ...rest } = start;
    const keys = { fileKey: toBase64(fileKey), envelope: toBase64(envelope) };
    await append({ v: 1, ...rest, ...keys });
    await sync(dirname(path));
  } else await file.truncate(size);
  return {
    start,
    resumed: parts.size,
    journal: {
      at: (part) => parts.get(part),
      record: async (part, sha256) => {
        await append({ part, sha256 });
        parts.set(part, sha256);
      },
    },
    close: async () => {
      await file.close();
      await unlock();
    },
    remove: async () => {
      await file.close();
      await rm(path, { force: true });
      await unlock();
    },
  };
}
