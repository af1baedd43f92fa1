import type { IncomingMessage } from "node:http";
import { type OutwardRefusal, openOutwardUrl, type Way } from "./openOutwardUrl.ts";

/** A URL could not be opened, or not be read to its end. */
export class OutwardError extends Error {
  override readonly name = "OutwardError";
  readonly code: OutwardRefusal["code"] | "url/too-large" | "url/broken-off";
  constructor(code: OutwardError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type FetchOptions = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

const MOST_BYTES = 1024 * 1024;

async function readWithin(answer: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) break;
      parts.push(part);
    }
  } catch (cause) {
    throw new OutwardError("url/broken-off", "The other side broke off.", { cause });
  }
  if (size > limit)
    throw new OutwardError("url/too-large", `The answer is larger than ${limit} bytes.`);
  return Buffer.concat(parts);
}

const isEmpty = (status: number): boolean => status === 204 || status === 205 || status === 304;

function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError("Only text, bytes and form fields are sent.");
}

/** The Fetch API's shape over `openOutwardUrl`, for libraries that take one. Answers of up to one megabyte. */
export const outwardFetch =
  (way: Way = {}) =>
  async (url: string, { method, headers, body, signal }: FetchOptions = {}): Promise<Response> => {
    const bytes = bodyOf(body);
    const opened = await openOutwardUrl(
      url,
      {
        ...(method ? { method } : {}),
        ...(headers ? { headers } : {}),
        ...(bytes === undefined ? {} : { body: bytes }),
        ...(signal ? { signal } : {}),
      },
      way,
    );
    if (!opened.ok) throw new OutwardError(opened.refusal.code, opened.refusal.detail);
    const answer = opened.value;
    const status = answer.statusCode ?? 500;
    const read = await readWithin(answer, MOST_BYTES);
    const entries = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    return new Response(isEmpty(status) ? null : new Uint8Array(read), {
      status,
      headers: new Headers(entries),
    });
  };
