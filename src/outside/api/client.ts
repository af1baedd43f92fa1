export type Answer = { readonly status: number; readonly type: string; readonly body: string };

/** A server asked over HTTP with a bearer token. Throws with a sentence a person can act on. */
export function openApi(url: string, token: string) {
  const base = url.replace(/\/+$/, "");
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
