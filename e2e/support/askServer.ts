import type { APIRequestContext } from "playwright-core";

/** A question to the API as the pages ask it. Throws where it is refused. */
export async function askServer<T>(
  asking: APIRequestContext,
  method: string,
  path: string,
  data?: object,
): Promise<T> {
  const headers = { "x-assay": "test" };
  const answer = await asking.fetch(path, { method, headers, ...(data ? { data } : {}) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}
