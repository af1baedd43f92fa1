import { promisify } from "node:util";
import { inflateRaw, zstdDecompress } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { joinSample } from "#core/evaluation/foreign/inspect/chunked.ts";
import { parseLooseJson } from "#core/evaluation/foreign/looseJson.ts";

const [STORED, DEFLATED, ZSTANDARD] = [0, 8, 93];
/** Of one entry, inflated: a sample with its events. */
const MOST_BYTES = 512 * 1024 * 1024;

/** A sample in one entry, or taken apart below a folder of its own; events are not read. */
const SAMPLE =
  /^samples\/(.+_epoch_\d+)(?:\.json|\/(sample\.json|(?:messages|attachments)\/\d+\.json))$/s;
/** What stands for the header until a run ends; in the oldest logs always, with `results.json`. */
const STARTS = ["_journal/start.json", "start.json"];

/** An `.eval` archive of Inspect: a zip of JSON, whose newer versions are packed with Zstandard. Throws a sentence for what is none. */
export async function readInspectArchive(path: string) {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    const heads = new Map<string, unknown>();
    const samples = new Map<string, Map<string, unknown>>();
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (["header.json", "results.json", ...STARTS].includes(fileName))
        heads.set(fileName, await readEntry(zip, entry));
      const [, name, part] = SAMPLE.exec(fileName) ?? [];
      if (name === undefined) continue;
      // Of two entries of one name the later one was written when the sample ran again.
      const entries = samples.get(name) ?? new Map<string, unknown>();
      samples.set(name, entries.set(part ?? "", slim(await readEntry(zip, entry))));
    }
    return { header: toHeader(heads), samples: [...samples.values()].map(joinSample) };
  } finally {
    zip.close();
  }
}

function toHeader(heads: ReadonlyMap<string, unknown>): unknown {
  if (heads.has("header.json")) return heads.get("header.json");
  const start = STARTS.map((name) => heads.get(name)).find((head) => head !== undefined);
  if (typeof start !== "object" || start === null)
    throw new Error(
      "The archive has neither header.json nor _journal/start.json: it is no log of Inspect.",
    );
  return { status: "started", ...start, ...(heads.get("results.json") as object | undefined) };
}

/** Events are most of a sample, and are not read. */
function slim(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { events: _, events_data: __, store: ___, ...rest } = value as Record<string, unknown>;
  return rest;
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<unknown> {
  const { fileName, uncompressedSize } = entry;
  if (uncompressedSize > MOST_BYTES) throw new Error(`${fileName} is larger than 512 MB.`);
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const text = (await unpack(Buffer.concat(parts), entry)).toString("utf8");
  try {
    return parseLooseJson(text);
  } catch (error) {
    throw new Error(`${fileName} is no JSON: ${error instanceof Error ? error.message : error}.`);
  }
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
