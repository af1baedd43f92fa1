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

/**
 * Where to cut a file of lines so that each part ends at the end of a line and has at most `most` bytes, unless one line alone
 * is longer. A browser reads the answer only when a request is sent whole, so a part's answers must fit its buffers.
 */
export async function cutAtLines(file: Blob, most: number): Promise<Blob[]> {
  const parts: Blob[] = [];
  for (let from = 0; from < file.size; ) {
    const until = from + most >= file.size ? file.size : await lineEnd(file, from, from + most);
    parts.push(file.slice(from, until));
    from = until;
  }
  return parts;
}

/** The end of the last line that ends within `[from, until)`, or of the first one after it. */
async function lineEnd(file: Blob, from: number, until: number): Promise<number> {
  const before = new Uint8Array(await file.slice(from, until).arrayBuffer()).lastIndexOf(NEWLINE);
  if (before >= 0) return from + before + 1;
  const step = until - from;
  for (let at = until; at < file.size; at += step) {
    const found = new Uint8Array(await file.slice(at, at + step).arrayBuffer()).indexOf(NEWLINE);
    if (found >= 0) return at + found + 1;
  }
  return file.size;
}

/** How many lines a file has; an empty last line is none. */
export async function countLines(file: Blob): Promise<number> {
  let lines = 0;
  let last = NEWLINE;
  const reader = (file.stream() as ReadableStream<Uint8Array>).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    for (const byte of chunk.value) if (byte === NEWLINE) lines++;
    last = chunk.value.at(-1) ?? last;
  }
  return last === NEWLINE ? lines : lines + 1;
}
