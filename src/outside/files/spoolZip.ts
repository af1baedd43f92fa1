import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ZipEntry, zipEntries } from "./zipEntries.ts";

/** A zip's list of contents stands at its end, so the stream is set down in a file first. Entries come one at a time. */
export async function* spoolZip(
  body: AsyncIterable<Uint8Array>,
  entryLimit: number,
): AsyncGenerator<ZipEntry> {
  const folder = await mkdtemp(join(tmpdir(), "assay-zip-"));
  try {
    const path = join(folder, "batch.zip");
    await pipeline(Readable.from(body), createWriteStream(path, { mode: 0o600 }));
    try {
      yield* zipEntries(path, entryLimit);
    } catch (error) {
      yield {
        name: "batch.zip",
        fault: `The archive is not readable: ${error instanceof Error ? error.message : String(error)}.`,
      };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
