import { type Ask, BrokenOff, Unreached } from "#core/sealed/ask.ts";

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read().catch((error: unknown) => {
        throw new BrokenOff(`The connection broke: ${wordsOf(error)}`, { cause: error });
      });
      if (read === undefined || read.done) return;
      yield read.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
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
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
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
