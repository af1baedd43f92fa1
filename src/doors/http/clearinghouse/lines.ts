/** One line of a stream. `bytes` is null where the line was longer than the limit: it was skipped, not kept. */
export type Line = { readonly number: number; readonly bytes: Uint8Array | null };

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 32 || byte === 9);

const trimmed = (bytes: Uint8Array): Uint8Array =>
  bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;

/** Lines of a byte stream, counted from 1, blank ones left out. Holds one line at a time, never more than `limit`. */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const finish = (): Line | undefined => {
    const tooLong = size > limit;
    const bytes = tooLong ? null : trimmed(Buffer.concat(parts));
    parts = [];
    size = 0;
    return bytes !== null && isBlank(bytes) ? undefined : { number, bytes };
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      size += end - from;
      if (size <= limit) parts.push(chunk.subarray(from, end));
      const line = finish();
      if (line) yield line;
      number += 1;
      from = end + 1;
    }
    size += chunk.length - from;
    if (size <= limit) parts.push(chunk.subarray(from));
    else parts = [];
  }
  if (size > 0) {
    const line = finish();
    if (line) yield line;
  }
}
