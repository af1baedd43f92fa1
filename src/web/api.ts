import type { z } from "zod";
import { ProblemDetails } from "#contract/page.ts";
import type { Route } from "#contract/route.ts";
import { bodyOf, pathOf } from "./request.ts";

/** An expected "no" of the server, with its public code. `status` 0 means that the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails, cause?: unknown) {
    super(details.detail, { cause });
    this.name = "ApiError";
    this.status = details.status;
    this.details = details;
  }
}

type Part<R, K extends string> = R extends { readonly [P in K]: z.ZodType }
  ? { readonly [P in K]: z.input<R[K]> }
  : { readonly [P in K]?: undefined };
type Body<R> = R extends { readonly rawBody: string } ? { readonly body: Blob } : Part<R, "body">;
type Query<R> = R extends { readonly query: infer Q extends z.ZodType }
  ? { readonly query?: z.input<Q> }
  : { readonly query?: undefined };

export type Call<R extends Route> = Part<R, "params"> &
  Query<R> &
  Body<R> & { readonly signal?: AbortSignal; readonly headers?: Record<string, string> };

export type Answer<R extends Route> = R extends { readonly answer: infer A extends z.ZodType }
  ? z.output<A>
  : undefined;

/** Asks the server along one contract object. Throws `ApiError` for every refusal, unreachable server and unreadable answer. */
export async function call<R extends Route>(route: R, given: Call<R>): Promise<Answer<R>> {
  const response = await send(route, given);
  if (!response.ok) throw new ApiError(await detailsOf(response));
  if (!route.answer || response.status === 204) return undefined as Answer<R>;
  const parsed = route.answer.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data as Answer<R>;
  throw new ApiError(
    ours(
      500,
      "answer/unreadable",
      "The server’s answer has another shape than this page expects. Reload the page; it may be older than the server.",
    ),
    parsed.error,
  );
}

/** For answers that are no JSON: files, plain text, exports. */
export async function callForText<R extends Route>(route: R, given: Call<R>): Promise<string> {
  const response = await send(route, given);
  if (!response.ok) throw new ApiError(await detailsOf(response));
  return await response.text();
}

/** For answers that come line by line. */
export async function callForStream<R extends Route>(
  route: R,
  given: Call<R>,
): Promise<ReadableStream<Uint8Array>> {
  const response = await send(route, given);
  if (!response.ok || response.body === null) throw new ApiError(await detailsOf(response));
  return response.body;
}

async function send(route: Route, given: Call<Route>): Promise<Response> {
  const { body, type } = bodyOf(given.body);
  const init: RequestInit = {
    method: route.method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(type ? { "content-type": type } : {}),
      ...(route.method === "GET" ? {} : { "x-assay": "1" }),
      ...given.headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(given.signal ? { signal: given.signal } : {}),
  };
  try {
    return await fetch(pathOf(route.path, given.params, given.query), init);
  } catch (cause) {
    if (given.signal?.aborted) throw cause;
    throw new ApiError(
      ours(
        0,
        "server/unreachable",
        "The server did not answer. What you see is the last that was read.",
      ),
      cause,
    );
  }
}

/** Reads problem+json; anything else becomes one, so that pages know a single shape. */
export async function detailsOf(response: Response): Promise<ProblemDetails> {
  const parsed = ProblemDetails.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  return ours(
    response.status,
    "server/failed",
    `The server answered ${response.status} without a reason.`,
  );
}

const ours = (status: number, code: string, detail: string): ProblemDetails => ({
  type: "about:blank",
  title: "Could not be done",
  status,
  code,
  detail,
});
