import { mkdir, open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

type FileToWrite = { readonly path: string; readonly chunks: AsyncIterable<Uint8Array> };

/** A folder to write an export into: a new one, or one that is there and empty; `undefined` when it is neither. */
export async function createFolder(root: string): Promise<FolderWriter | undefined> {
  await mkdir(root, { recursive: true });
  if ((await readdir(root)).length > 0) return undefined;
  let lastFolder = root;
  return {
    write: async ({ path, chunks }) => {
      const folder = dirname(join(root, path));
      if (folder !== lastFolder) await mkdir(folder, { recursive: true });
      lastFolder = folder;
      const file = await open(join(root, path), "wx");
      try {
        for await (const chunk of chunks) await file.writeFile(chunk);
      } finally {
        await file.close();
      }
    },
  };
}

export type FolderWriter = { readonly write: (file: FileToWrite) => Promise<void> };
