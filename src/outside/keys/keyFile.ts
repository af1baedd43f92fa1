import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { sync } from "../files/sync.ts";

/**
 * The text of a key file, made by `create` when it is not there yet. Two processes that start together end with the
 * same key. Only the owner may read it (0600, folder 0700); it is on the disk before this returns.
 */
export async function openOrCreateKeyFile(
  folder: string,
  name: string,
  create: () => Promise<string>,
): Promise<string> {
  const path = join(folder, name);
  const existing = await readIfThere(path);
  if (existing !== undefined) return existing;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${name}.${randomUUID()}`);
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(await create());
    await file.sync();
  } finally {
    await file.close();
  }
  // A link, unlike a rename, fails when another process was first; then its key is the key.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await unlink(draft);
  await sync(folder);
  return readFile(path, "utf8");
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
