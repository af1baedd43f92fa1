import { promisify } from "node:util";
import { inflateRaw, zstdDecompress } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";

const [STORED, DEFLATED, ZSTANDARD] = [0, 8, 93];
/** Of one entry, inflated: a sample with its events. */
const MOST_BYTES = 512 * 1024 * 1024;

/** An `.eval` archive of Inspect: a zip of JSON, whose newer versions are packed with Zstandard. Throws a sentence for what is none. */
export async function readInspectArchive(path: string) {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    let header: unknown = null;
    const samples: unknown[] = [];
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (fileName === "header.json") header = await readEntry(zip, entry);
      else if (/^samples\/.+\.json$/.test(fileName)) samples.push(await readEntry(zip, entry));
    }
    if (header === null) throw new Error("The archive has no header.json: the run did not end.");
    return { header, samples };
  } finally {
    zip.close();
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<unknown> {
  const { fileName, uncompressedSize } = entry;
  if (uncompressedSize > MOST_BYTES) throw new Error(`${fileName} is larger than 512 MB.`);
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return JSON.parse((await unpack(Buffer.concat(parts), entry)).toString("utf8"));
}

async function unpack(packed: Buffer, { fileName, compressionMethod }: Entry): Promise<Buffer> {
  const limit = { maxOutputLength: MOST_BYTES };
  if (compressionMethod === STORED) return packed;
  if (compressionMethod === DEFLATED) return await promisify(inflateRaw)(packed, limit);
  if (compressionMethod === ZSTANDARD)
    return await (promisify(zstdDecompress) as (b: Buffer, o: object) => Promise<Buffer>)(
      packed,
      limit,
    );
  throw new Error(`${fileName} is packed by method ${compressionMethod}, which is not read.`);
}
