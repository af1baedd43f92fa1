/** The lines of a byte stream as they come, without their ends; empty ones are left out. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line.trim() !== "") yield line;
    if (done) return;
  }
}

const NEWLINE = 10;

/** A part of a file of lines, ended at the end of a line. */
export type FilePart = { readonly blob: Blob; readonly lines: number };

/**
 * How much may go in one request. A browser reads the answer only when a request is sent whole, while the server waits for its
 * answers to be taken: so either the request (`free` bytes) or its answers (`lines`) must fit the buffers between the two.
 */
export type PartLimits = { readonly bytes: number; readonly lines: number; readonly free: number };

/** Cuts a file at line ends, so that every part keeps the limits, unless one line alone is longer than they allow. */
export async function cutAtLines(file: Blob, limits: PartLimits): Promise<FilePart[]> {
  const parts: FilePart[] = [];
  let start = 0;
  let end = 0; // of the last whole line
  let lines = 0;
  const cut = (until: number, count: number) => {
    if (until > start) parts.push({ blob: file.slice(start, until), lines: count });
    start = until;
    lines = 0;
  };
  for await (const lineEnd of lineEnds(file)) {
    if (lineEnd - start > limits.bytes) cut(end, lines);
    lines += 1;
    end = lineEnd;
    if (lines >= limits.lines && end - start > limits.free) cut(end, lines);
  }
  cut(file.size, lines);
  return parts;
}

/** Where each line ends, its newline included; an unended last line ends with the file. */
async function* lineEnds(file: Blob): AsyncGenerator<number> {
  const reader = (file.stream() as ReadableStream<Uint8Array>).getReader();
  let offset = 0;
  let last = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const bytes = chunk.value;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      last = offset + at + 1;
      yield last;
    }
    offset += bytes.length;
  }
  if (last < file.size) yield file.size;
}
