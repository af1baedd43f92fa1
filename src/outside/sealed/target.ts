import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { sync } from "../files/sync.ts";
import { isThere } from "../publish/atomicFile.ts";
import { whereThere } from "./whereThere.ts";

/** Where opened bytes go. */
export type Target = {
  /** The bytes may be overwritten when the promise resolves. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** All is written: it gets its name. */
  readonly keep: () => Promise<void>;
  /** It is not: what is there stays under the name of a part, to go on with. */
  readonly leave: () => Promise<void>;
};

export const partOf = (path: string): string => `${path}.part`;

/** Throws where a file of that name is there already. */
export async function refuseExisting(path: string): Promise<void> {
  if (await isThere(path))
    throw new Error(`${path} is there already. Move it away, or name another file with --out.`);
}

/** A file that has its name when it is whole, and `….part` before; written from `size` on, what stood behind is cut off. */
export async function openTarget(path: string, size: number): Promise<Target> {
  await refuseExisting(path);
  const file = await open(partOf(path), size > 0 ? "r+" : "w", 0o600);
  await file.truncate(size);
  let at = size;
  return {
    write: async (bytes) => {
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at);
        written += bytesWritten;
        at += bytesWritten;
      }
    },
    keep: async () => {
      await file.sync();
      await file.close();
      await refuseExisting(path);
      await rename(partOf(path), path);
      await sync(dirname(path));
    },
    leave: () => file.close(),
  };
}

/** How many bytes an interrupted run has left; 0 for none. */
export const findPart = async (path: string): Promise<number> =>
  (await whereThere(stat(partOf(path))))?.size ?? 0;

export const dropPart = (path: string): Promise<void> => rm(partOf(path), { force: true });

/** Standard output. What was written there cannot be taken back. */
export const outTarget: Target = {
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
    }),
  keep: async () => {},
  leave: async () => {},
};
