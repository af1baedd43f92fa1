/** So many items share one transaction, and so many bytes. */
const CHUNK = 250;
const CHUNK_BYTES = 8 * 1024 * 1024;
const PAUSE_MS = 20;

/** Groups items, but never makes a slow sender wait: what is there when the source pauses goes out. */
export async function* chunked<T extends { readonly bytes: Uint8Array | null }>(
  items: AsyncIterator<T>,
): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  let bytes = 0;
  let next = items.next();
  for (;;) {
    const pause = new Promise<"pause">((resolve) => setTimeout(resolve, PAUSE_MS, "pause"));
    const got = chunk.length > 0 ? await Promise.race([next, pause]) : await next;
    if (got === "pause") {
      yield chunk;
      [chunk, bytes] = [[], 0];
      continue;
    }
    if (got.done) break;
    next = items.next();
    next.catch(() => {}); // its failure is met at the next turn
    chunk.push(got.value);
    bytes += got.value.bytes?.length ?? 0;
    if (chunk.length >= CHUNK || bytes >= CHUNK_BYTES) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
  }
  if (chunk.length > 0) yield chunk;
}
