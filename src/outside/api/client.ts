import { setTimeout as sleep } from "node:timers/promises";

export type Answer = { readonly status: number; readonly type: string; readonly body: string };

const TOO_MANY = 429;
const LONGEST_WAIT_S = 120;

/** Who asks too much is told how long to wait, in seconds. */
const pauseOf = (response: Response): number => {
  const seconds = Number(response.headers.get("retry-after") ?? 5);
  return 1000 * (seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_S) : LONGEST_WAIT_S);
};

/** A server asked over HTTP with a bearer token; waits when it is asked to. Throws with a sentence a person can act on. */
export function openApi(url: string, token: string) {
  const base = url.replace(/\/+$/, "");
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Error(
      "The token is not one of ours: it holds blanks or other characters. Copy it again.",
    );
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
        redirect: "error",
      });
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error
          ? error.cause.message
          : String(error);
      throw new Error(`${base} cannot be reached: ${cause}`);
    }
    if (response.status === TOO_MANY) {
      await response.body?.cancel();
      await sleep(pauseOf(response));
      return await ask(path, init);
    }
    return {
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      body: await response.text(),
    };
  };
  return {
    get: (path: string) => ask(path, { method: "GET" }),
    postBytes: (path: string, bytes: Uint8Array) =>
      ask(path, {
        method: "POST",
        body: new Uint8Array(bytes),
        headers: { "content-type": "application/octet-stream" },
      }),
  };
}
