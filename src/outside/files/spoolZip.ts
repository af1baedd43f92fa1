import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sizeText } from "#core/formats/limits.ts";
import { type ZipEntry, type ZipFault, zipEntries } from "./zipEntries.ts";

const NAME = "batch.zip";

export type SpoolLimits = {
  /** Bytes of the archive: it has to stand on the disk as a whole. */
  readonly archive: number;
  /** Bytes of one of its files. */
  readonly entry: number;
};

class TooLarge extends Error {}

async function* upTo(body: AsyncIterable<Uint8Array>, limit: number) {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    yield chunk;
  }
}

function faultOf(error: unknown, { archive }: SpoolLimits): ZipFault {
  if (error instanceof TooLarge) {
    const message = `The archive is larger than ${sizeText(archive)}. Send it in parts, or as lines.`;
    return { rule: "too-large", message };
  }
  const what = error instanceof Error ? error.message : String(error);
  return {
    rule: "unreadable",
    message: `The archive is not readable (${what}). Pack it again and send it whole.`,
  };
}

/**
 * A zip's list of contents stands at its end, so the stream is set down in a file first. Entries come one at a time. An
 * archive that cannot be read further ends with a fault: the rest of it is unknown. Throws when the stream breaks off.
 */
export async function* spoolZip(
  body: AsyncIterable<Uint8Array>,
  limits: SpoolLimits,
): AsyncGenerator<ZipEntry> {
  const folder = await mkdtemp(join(tmpdir(), "assay-zip-"));
  try {
    const path = join(folder, NAME);
    const file = createWriteStream(path, { mode: 0o600 });
    try {
      await pipeline(Readable.from(upTo(body, limits.archive)), file);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      yield { name: NAME, fault: faultOf(error, limits) };
      return;
    }
    try {
      yield* zipEntries(path, limits.entry);
    } catch (error) {
      yield { name: NAME, fault: faultOf(error, limits) };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
