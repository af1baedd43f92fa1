import { Zip, ZipPassThrough } from "fflate";

type FileToZip = { readonly path: string; readonly chunks: AsyncIterable<Uint8Array> };

/** Stored, not compressed: hashes do not shrink. Holds one chunk at a time. */
export async function* zipFiles(files: AsyncIterable<FileToZip>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else ready.push(chunk);
  });
  const take = (): Uint8Array[] => {
    if (failed) throw failed;
    const chunks = ready;
    ready = [];
    return chunks;
  };
  for await (const { path, chunks } of files) {
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    for await (const chunk of chunks) {
      entry.push(chunk);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
