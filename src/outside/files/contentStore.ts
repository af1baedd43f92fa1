import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { sync } from "./sync.ts";

/** Files named by the SHA-256 of their bytes (hex). What is put is on disk, fsynced, when the promise resolves. */
export type ContentStore = {
  readonly put: (bytes: Uint8Array) => Promise<string>;
  readonly read: (sha256: string) => Readable;
  readonly has: (sha256: string) => Promise<boolean>;
};

const HEX = /^[0-9a-f]{64}$/;

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(draft, { force: true });
    throw error;
  }
  await file.close();
  await rename(draft, path);
  await sync(folder);
}

export function openContentStore(root: string): ContentStore {
  const pathOf = (sha256: string): string => {
    if (!HEX.test(sha256)) throw new TypeError(`"${sha256}" is no SHA-256`);
    return join(root, sha256.slice(0, 2), sha256);
  };
  const has = async (sha256: string) => {
    try {
      await access(pathOf(sha256));
      return true;
    } catch {
      return false;
    }
  };
  return {
    has,
    read: (sha256) => createReadStream(pathOf(sha256)),
    put: async (bytes) => {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      if (!(await has(sha256))) await writeDurably(pathOf(sha256), bytes);
      return sha256;
    },
  };
}
