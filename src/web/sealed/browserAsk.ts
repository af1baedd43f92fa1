import { type Ask, BrokenOff, Unreached } from "#core/sealed/ask.ts";

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

type Read = { readonly done: boolean; readonly value?: Uint8Array | undefined };

const ROOM = 256 * 1024;

/**
 * Reads into the same room again and again, where the browser can: buffers that pile up until somebody looks after them would
 * take more memory than all the rest.
 */
function readerOf(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  try {
    const reader = body.getReader({ mode: "byob" });
    let room = new ArrayBuffer(ROOM);
    const read = async (): Promise<Read> => {
      const { done, value } = await reader.read(new Uint8Array(room));
      if (value) room = value.buffer;
      return { done, value };
    };
    return { read, cancel: () => reader.cancel() };
  } catch {
    const reader = body.getReader();
    return { read: (): Promise<Read> => reader.read(), cancel: () => reader.cancel() };
  }
}

/** Views that the next piece overwrites. */
async function* piecesOf(body: ReadableStream<Uint8Array<ArrayBuffer>> | null) {
  if (body === null) return;
  const reader = readerOf(body);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new BrokenOff(`The connection broke: ${wordsOf(error)}`, { cause: error });
      });
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** This page's own server, as whoever is signed in. `signal` ends what is under way, as if the server were gone. */
export const browserAsk =
  (signal: AbortSignal): Ask =>
  async ({ method, path, headers, body }) => {
    signal.throwIfAborted();
    const answer = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(method === "GET" ? {} : { "x-assay": "1" }),
        ...headers,
      },
      signal,
      // A blob is handed over at once; an array of four megabytes takes a browser half a second.
      ...(body && { body: new Blob([body as Uint8Array<ArrayBuffer>]) }),
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new Unreached("The server did not answer.", { cause: error });
    });
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      pieces: () => piecesOf(answer.body),
      discard: async () => await answer.body?.cancel(),
    };
  };
