import type { HttpAnswer } from "#core/models/answer.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";

/** As much of the Fetch API as a POST needs. */
export type Fetch = (
  url: string,
  init: {
    readonly method: "POST";
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<FetchAnswer>;

export type FetchAnswer = {
  readonly status: number;
  /** Names are given in lower case. */
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
};

export type Exchange = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** A longer answer is refused. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
};

export type Answered = HttpAnswer & { readonly retryAfter: string | null };

export type ExchangeRefusal = Refusal<
  "model/unreachable" | "model/timeout" | "model/malformed" | "model/cancelled"
>;

/** For people and logs: without a name, a password or a query, which may hold keys. */
export function plainAddress(text: string): string {
  if (!URL.canParse(text)) return "(no address)";
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}

async function readWithin({ body }: FetchAnswer, mostBytes: number): Promise<string | null> {
  if (body === null) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    // Leaving the loop cancels the rest.
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

const TIMED_OUT = Symbol("timed out");

/** Aborts after a time or with the caller. `release` ends both: a caller's signal outlives thousands of exchanges. */
function openLimit(timeoutMs: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(TIMED_OUT), timeoutMs);
  const follow = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", follow, { once: true });
  if (signal?.aborted) follow();
  return {
    signal: controller.signal,
    hasTimedOut: () => controller.signal.reason === TIMED_OUT,
    release: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", follow);
    },
  };
}

/** The innermost reason: the Fetch API wraps what the network says. */
function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof AggregateError && inner.errors[0] instanceof Error)
    return inner.errors[0].message;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}

function explain(
  { url, timeoutMs, signal }: Exchange,
  hasTimedOut: boolean,
  error: unknown,
): { readonly ok: false; readonly refusal: ExchangeRefusal } {
  const address = plainAddress(url);
  if (signal?.aborted) return refuse("model/cancelled", "The run was cancelled.");
  if (hasTimedOut)
    return refuse(
      "model/timeout",
      `${address} did not answer within ${timeoutMs / 1_000} s. Allow more time, or check that it still works.`,
    );
  return refuse(
    "model/unreachable",
    `${address} cannot be reached (${reasonOf(error)}). Check the address, and that the endpoint runs.`,
  );
}

/** One request and its answer, read to its end: no retries. A redirect is an answer, so that no key follows it elsewhere. */
export async function exchange(
  fetch: Fetch,
  asked: Exchange,
): Promise<Result<Answered, ExchangeRefusal>> {
  const { url, headers, body, timeoutMs, mostBytes } = asked;
  const limit = openLimit(timeoutMs, asked.signal);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      redirect: "manual",
      signal: limit.signal,
    });
    const text = await readWithin(response, mostBytes);
    if (text === null)
      return refuse(
        "model/malformed",
        `The answer of ${plainAddress(url)} is larger than ${mostBytes} bytes and was not read on.`,
      );
    return ok({
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      retryAfter: response.headers.get("retry-after"),
      text,
    });
  } catch (error) {
    return explain(asked, limit.hasTimedOut(), error);
  } finally {
    limit.release();
  }
}
