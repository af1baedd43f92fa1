import { open } from "node:fs/promises";

/** Written through to the disk: a file's bytes, or the names in a folder, survive a power cut once this returns. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
