import { type Ask, BrokenOff, Unreached } from "#core/sealed/ask.ts";

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

async function* piecesOf(body: ReadableStream<Uint8Array> | null) {
  const reader = body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read().catch((error) => {
        throw new BrokenOff(`The connection broke: ${causeOf(error)}`, { cause: error });
      });
      if (read === undefined || read.done) return;
      yield read.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** A server asked with a bearer token; follows no redirect, so that the token goes nowhere else. */
export function fetchAsk(url: string, token: string): Ask {
  const base = url.replace(/\/+$/, "");
  return async ({ method, path, headers, body }) => {
    const init: RequestInit = {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      redirect: "error",
    };
    if (body !== undefined) init.body = body as Uint8Array<ArrayBuffer>;
    const answer = await fetch(`${base}${path}`, init).catch((error) => {
      throw new Unreached(`${base} cannot be reached: ${causeOf(error)}`, { cause: error });
    });
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      pieces: () => piecesOf(answer.body),
      discard: async () => await answer.body?.cancel(),
    };
  };
}
