import { createHash, randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Bytes in a file of their own in `folder`, fsynced, with the SHA-256 (hex) that they turned out to have. `undefined`, and
 * nothing left, where there are more than `limit`. Throws, and leaves nothing, where they break off.
 */
export async function spoolPart(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ readonly path: string; readonly sha256: string } | undefined> {
  const path = join(folder, `.${randomUUID()}`);
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let size = 0;
  let isWhole = false;
  try {
    for await (const piece of bytes) {
      size += piece.length;
      if (size > limit) return undefined;
      hash.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await rm(path, { force: true });
  }
  return { path, sha256: hash.digest("hex") };
}
